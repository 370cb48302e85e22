"""From the text of a playbook file to a playbook, or to everything that is wrong with it."""

from collections import Counter
from collections.abc import Iterable

import yaml

from collegium.domain.playbook.faults import Fault, FaultCode, PlaybookError
from collegium.domain.playbook.kinds import SHAPES
from collegium.domain.playbook.playbook import (
    Moment,
    Playbook,
    Question,
    Step,
    StepKind,
)
from collegium.domain.playbook.reading import Node

LONGEST_FILE = 200_000
LONGEST_STEP = 240
PARTS = ("playbook", "version", "author", "licence", "minutes", "title", "aim", "steps")
STEP_PARTS = ("key", "kind", "minutes", "title", "prompt", "cue", "round", "questions")
QUESTION_PARTS = ("item", "moment", "low", "high", "text", "tally")


def parse(text: str) -> Playbook:
    """Return the playbook that `text` (YAML) describes.

    Raises:
        PlaybookError: with one fault for each thing that is wrong.

    """
    faults: list[Fault] = []
    root = Node(_load(text), "playbook", faults)
    playbook = _playbook(root)
    if not faults:
        _check_whole(playbook, root.number("minutes", 1, 24 * 60), faults)
    if faults:
        raise PlaybookError(tuple(faults))
    return playbook


def _load(text: str) -> object:
    if len(text) > LONGEST_FILE:
        raise PlaybookError((Fault("playbook", FaultCode.TOO_LARGE),))
    try:
        return yaml.safe_load(text)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 0
        raise PlaybookError((Fault(f"line {line}", FaultCode.NOT_YAML),)) from None
    except yaml.YAMLError:
        raise PlaybookError((Fault("playbook", FaultCode.NOT_YAML),)) from None


def _playbook(root: Node) -> Playbook:
    root.know_only(PARTS)
    title = root.wording("title")
    languages = tuple(title.by_language)
    steps = root.listed("steps")
    if not steps:
        root.fault("steps", FaultCode.NO_STEPS)
    return Playbook(
        key=root.text("playbook"),
        version=root.number("version", 1, 9999),
        author=root.text("author"),
        licence=root.text("licence"),
        title=title,
        aim=root.wording("aim", languages),
        steps=tuple(_step(node, languages) for node in steps),
    )


def _step(node: Node, languages: tuple[str, ...]) -> Step:
    key = node.text("key")
    named = node.renamed(f"step '{key}'" if key else node.where)
    named.know_only(STEP_PARTS)
    kind = _kind(named)
    return Step(
        key=key,
        kind=kind,
        minutes=named.number("minutes", 1, LONGEST_STEP),
        title=named.wording("title", languages),
        prompt=named.wording("prompt", languages),
        cue=named.wording("cue", languages),
        talks=named.yes_or_no("round", default=SHAPES[kind].talks),
        questions=tuple(_question(one, languages) for one in named.listed("questions")),
    )


def _kind(node: Node) -> StepKind:
    name = node.text("kind")
    if name in set(StepKind):
        return StepKind(name)
    node.fault("kind", FaultCode.UNKNOWN_KIND, ", ".join(StepKind))
    return StepKind.BRIEFING


def _question(node: Node, languages: tuple[str, ...]) -> Question:
    node.know_only(QUESTION_PARTS)
    low, high = node.number("low", 0, 100), node.number("high", 0, 100)
    if low >= high:
        node.fault("low", FaultCode.EMPTY_SCALE)
    return Question(
        item=node.text("item"),
        moment=_moment(node),
        low=low,
        high=high,
        wording=node.wording("text", languages),
        tally=node.yes_or_no("tally", default=False),
    )


def _moment(node: Node) -> Moment:
    name = node.text("moment")
    if name in set(Moment):
        return Moment(name)
    node.fault("moment", FaultCode.UNKNOWN_MOMENT, name)
    return Moment.AFTER


def _check_whole(playbook: Playbook, minutes: int, faults: list[Fault]) -> None:
    if playbook.minutes != minutes:
        detail = f"{minutes} said, {playbook.minutes} in steps"
        faults.append(Fault("playbook", FaultCode.MINUTES_DO_NOT_ADD_UP, detail))
    faults.extend(_doubled("steps", (step.key for step in playbook.steps)))
    for step in playbook.steps:
        where = f"step '{step.key}'"
        faults.extend(_doubled(where, (question.key for question in step.questions)))
        if step.questions and not any(slot.asks for slot in SHAPES[step.kind].slots):
            faults.append(Fault(where, FaultCode.NOBODY_ASKED))


def _doubled(where: str, keys: Iterable[str]) -> list[Fault]:
    counted = Counter(keys)
    return [Fault(where, FaultCode.SAME_KEY, key) for key, times in counted.items() if times > 1]
