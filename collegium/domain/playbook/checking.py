"""What is wrong between the parts of a playbook, each of which is right by itself."""

from collections import Counter

from collegium.domain.datafile import FaultCode, Node
from collegium.domain.playbook.kinds import SHAPES, VOTE, slots_of
from collegium.domain.playbook.playbook import OTHERS, Playbook, Role, Step, StepKind, Who

PLANS_FROM = frozenset({StepKind.PLAN, StepKind.CHOOSE})
BOTH = frozenset({Who.OWNER, Who.OTHERS})
COMMITS = frozenset({StepKind.PLAN, StepKind.AGREEMENTS})


def check_whole(playbook: Playbook, said: int, root: Node, steps: list[Node]) -> None:
    """Note, on the nodes that the playbook was read from, what does not fit together.

    `said` is how many minutes the file gives for the whole.
    """
    if playbook.minutes != said:
        detail = f"{said} ≠ {playbook.minutes}, people: {playbook.people}"
        root.fault("minutes", FaultCode.MINUTES_DO_NOT_ADD_UP, detail)
    for key, times in Counter(step.key for step in playbook.steps).items():
        if times > 1:
            root.fault("steps", FaultCode.SAME_KEY, key)
    cases = {step.case for step in playbook.steps} - {0}
    if cases != set(range(1, len(cases) + 1)):
        root.fault("steps", FaultCode.CASE_LEFT_OUT)
    for number, (step, node) in enumerate(zip(playbook.steps, steps, strict=True)):
        _check_questions(step, node)
        _check_case(step, node)
        _check_writing(step, node)
        _check_source(step, playbook.steps[:number], node)
    _check_end(playbook.steps, root, steps[-1])


def _check_questions(step: Step, node: Node) -> None:
    for key, times in Counter(question.key for question in step.questions).items():
        if times > 1:
            node.fault("questions", FaultCode.SAME_KEY, key)
    if step.questions and not any(slot.asks for slot in slots_of(step)):
        node.fault("questions", FaultCode.NOBODY_ASKED)


def _check_case(step: Step, node: Node) -> None:
    named = {step.speaks, step.writes} & BOTH or {Role.OWNER, OTHERS} & set(step.cues)
    if named and not step.case:
        node.fault("case", FaultCode.NO_CASE)


def _check_writing(step: Step, node: Node) -> None:
    shape = SHAPES[step.kind]
    if shape.slots and step.writes is Who.NOBODY:
        node.fault("writes", FaultCode.NOBODY_WRITES)
    if step.at_once and not any(slot.blind and not slot.counted for slot in shape.slots):
        node.fault("shows", FaultCode.NOT_IN_THIS_KIND)
    if step.keep and not shape.slots:
        node.fault("keep", FaultCode.NOT_IN_THIS_KIND)


def _check_source(step: Step, before: tuple[Step, ...], node: Node) -> None:
    chooses = step.kind is StepKind.CHOOSE
    if chooses != bool(step.votes):
        code = FaultCode.NOT_A_NUMBER if chooses else FaultCode.NOT_IN_THIS_KIND
        node.fault("votes", code, "1–10" if chooses else "")
    if step.source and step.kind not in PLANS_FROM:
        node.fault("from", FaultCode.NOT_IN_THIS_KIND)
    elif chooses or step.source:
        found = next((one for one in before if one.key == step.source), None)
        offered = {slot.name for slot in slots_of(found)} if found else set()
        if not offered & set(VOTE.about):
            node.fault("from", FaultCode.NO_SOURCE)


def _check_end(steps: tuple[Step, ...], root: Node, last: Node) -> None:
    """Whatever a session is for, somebody commits to something and all look at how it went."""
    if not any(step.kind in COMMITS for step in steps):
        root.fault("steps", FaultCode.NO_COMMITMENT)
    if not _looks_back(steps[-1]):
        last.fault("kind", FaultCode.NO_LOOK_BACK)


def _looks_back(step: Step) -> bool:
    asks = step.kind is StepKind.TAKEAWAYS and bool(step.questions)
    return asks or step.kind is StepKind.CHECK_OUT
