"""From the text of a playbook file to a playbook, or to everything that is wrong with it."""

from collections.abc import Mapping

from collegium.domain.datafile import DataFileError, Fault, FaultCode, Node, Wording, load
from collegium.domain.playbook.checking import check_whole
from collegium.domain.playbook.kinds import SHAPES
from collegium.domain.playbook.playbook import (
    OTHERS,
    USUAL_PEOPLE,
    Moment,
    Playbook,
    Question,
    Role,
    Shows,
    Step,
    StepKind,
    Who,
)

LONGEST_STEP = 240
MOST_STEPS = 40
MOST_PEOPLE = 30
MOST_CASES = 8
MOST_VOTES = 10
PARTS = ("playbook", "version", "author", "licence", "people", "minutes", "title", "aim", "steps")
STEP_PARTS = (
    "key", "kind", "minutes", "case", "speaks", "writes", "shows", "round", "keep", "from",
    "votes", "title", "prompt", "cues", "questions",
)  # fmt: skip
CUES = (*Role, OTHERS)
QUESTION_PARTS = ("item", "moment", "low", "high", "text", "tally")


def parse(text: str, *, kept: bool = False) -> Playbook:
    """Return the playbook that `text` (YAML) describes.

    One that was `kept` fitted together by the rules of its day, and is not asked again.

    Raises:
        DataFileError: with one fault for each thing that is wrong.

    """
    faults: list[Fault] = []
    root = Node(load(text, "playbook"), "playbook", faults)
    said = root.number("minutes", 1, 24 * 60)
    playbook, steps = _playbook(root)
    if not faults and not kept:
        check_whole(playbook, said, root, steps)
    if faults:
        raise DataFileError(tuple(faults))
    return playbook


def _playbook(root: Node) -> tuple[Playbook, list[Node]]:
    root.know_only(PARTS)
    title = root.wording("title")
    languages = tuple(title.by_language)
    steps = root.listed("steps")
    if not steps:
        root.fault("steps", FaultCode.NO_STEPS)
    if len(steps) > MOST_STEPS:
        root.fault("steps", FaultCode.TOO_MANY_STEPS)
    named = [_named(node) for node in steps[:MOST_STEPS]]
    playbook = Playbook(
        key=root.text("playbook"),
        version=root.number("version", 1, 9999),
        author=root.text("author"),
        licence=root.text("licence"),
        people=root.number("people", 2, MOST_PEOPLE, USUAL_PEOPLE),
        title=title,
        aim=root.wording("aim", languages),
        steps=tuple(_step(node, languages) for node in named),
    )
    return playbook, named


def _named(node: Node) -> Node:
    key = node.text("key")
    return node.renamed(f"step '{key}'" if key else node.where)


def _step(node: Node, languages: tuple[str, ...]) -> Step:
    node.know_only(STEP_PARTS)
    kind = node.choice("kind", StepKind.BRIEFING, needed=FaultCode.UNKNOWN_KIND)
    fixed, per_person = _minutes(node)
    return Step(
        key=str(node.value.get("key", "")) if isinstance(node.value, Mapping) else "",
        kind=kind,
        fixed=fixed,
        per_person=per_person,
        title=node.wording("title", languages),
        prompt=node.wording("prompt", languages),
        talks=node.yes_or_no("round", default=SHAPES[kind].talks),
        speaks=node.choice("speaks", Who.EVERYONE),
        writes=node.choice("writes", Who.EVERYONE),
        at_once=node.choice("shows", Shows.TOGETHER) is Shows.AT_ONCE,
        keep=node.yes_or_no("keep", default=False),
        case=node.number("case", 1, MOST_CASES, 0),
        source=node.text("from") if node.has("from") else "",
        votes=node.number("votes", 1, MOST_VOTES, 0),
        cues=_cues(node.within("cues"), languages),
        questions=tuple(_question(one, languages) for one in node.listed("questions")),
    )


def _minutes(node: Node) -> tuple[int, int]:
    inner = node.within("minutes")
    if not isinstance(inner.value, Mapping):
        return node.number("minutes", 1, LONGEST_STEP), 0
    inner.know_only(("fixed", "per_person"))
    fixed = inner.number("fixed", 0, LONGEST_STEP, 0)
    per_person = inner.number("per_person", 0, LONGEST_STEP, 0)
    if fixed + per_person == 0:
        node.fault("minutes", FaultCode.NO_TIME)
    return fixed, per_person


def _cues(node: Node, languages: tuple[str, ...]) -> dict[str, Wording]:
    node.know_only(CUES)
    if not node.has(Role.HOST):
        node.fault("", FaultCode.NO_HOST_CUE)
    return {str(role): node.wording(role, languages) for role in CUES if node.has(role)}


def _question(node: Node, languages: tuple[str, ...]) -> Question:
    node.know_only(QUESTION_PARTS)
    low, high = node.number("low", 0, 100), node.number("high", 0, 100)
    if low >= high:
        node.fault("low", FaultCode.EMPTY_SCALE)
    return Question(
        item=node.text("item"),
        moment=node.choice("moment", Moment.AFTER, needed=FaultCode.UNKNOWN_MOMENT),
        low=low,
        high=high,
        wording=node.wording("text", languages),
        tally=node.yes_or_no("tally", default=False),
    )
