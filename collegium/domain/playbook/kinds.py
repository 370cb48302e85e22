"""What each kind of step lets members write, and who sees it when: a table."""

from dataclasses import dataclass, replace
from enum import StrEnum

from collegium.domain.playbook.playbook import Step, StepKind, Who


class OnceShown(StrEnum):
    """What may still happen to an entry after the reveal."""

    CLOSED = "closed"
    ADD = "add"
    REVISE = "revise"


@dataclass(frozen=True, slots=True)
class Mark:
    """A whole number from `low` to `high` that belongs to an entry."""

    key: str
    low: int
    high: int
    required: bool = False


@dataclass(frozen=True, slots=True)
class Slot:
    """One sort of contribution.

    `words` are required texts, `optional` ones may be empty. A `blind` slot stays with its
    author until the reveal, or with the author's partners where it is `paired`; a `counted` one is
    only ever shown to others as figures. `about` names the slots whose entries it refers to, in
    the step's source where it looks `back`; it has to where it `must`. `asks` adds the step's
    questions.
    """

    name: str
    words: tuple[str, ...] = ()
    optional: tuple[str, ...] = ()
    marks: tuple[Mark, ...] = ()
    many: bool = False
    blind: bool = True
    paired: bool = False
    counted: bool = False
    about: tuple[str, ...] = ()
    must: bool = False
    back: bool = False
    asks: bool = False
    once_shown: OnceShown = OnceShown.CLOSED


@dataclass(frozen=True, slots=True)
class Shape:
    """The slots of a kind of step, whether people speak in turn, whether entries are piled up."""

    slots: tuple[Slot, ...] = ()
    talks: bool = False
    piles: bool = False


CRITERIA = ("effect", "effort", "risk", "fit")

CARD = Slot("card", words=("text",), many=True, once_shown=OnceShown.ADD)
CAUSE = Slot(
    "cause",
    words=("text",),
    marks=(Mark("in_our_control", 0, 1),),
    many=True,
    about=("cause",),
    once_shown=OnceShown.ADD,
)
ALTERNATIVE = Slot("alternative", words=("text",), optional=("seen",), many=True, blind=False)
SCORE = Slot(
    "score",
    marks=tuple(Mark(key, 1, 5, required=True) for key in CRITERIA),
    counted=True,
    about=("alternative",),
    must=True,
)
VOTE = Slot("vote", counted=True, about=("alternative", "card", "cause"), must=True, back=True)
PLAN = Slot(
    "plan",
    words=("when", "will"),
    marks=(Mark("rehearsed", 0, 1),),
    about=VOTE.about,
    back=True,
    asks=True,
    once_shown=OnceShown.REVISE,
)
PAIR_NOTE = Slot("pair_note", words=("text",), many=True, paired=True, once_shown=OnceShown.ADD)
REPORT = Slot(
    "report",
    words=("happened",),
    optional=("expected", "why", "next"),
    asks=True,
    once_shown=OnceShown.REVISE,
)
AGREEMENT = Slot("agreement", words=("text",), many=True, blind=False)
TAKEAWAY = Slot("takeaway", words=("text",), asks=True, once_shown=OnceShown.REVISE)
QUESTION = Slot("question", words=("text",), many=True, blind=False, once_shown=OnceShown.ADD)
PULSE = Slot("pulse", optional=("text",), asks=True, once_shown=OnceShown.CLOSED)

SHAPES: dict[StepKind, Shape] = {
    StepKind.BRIEFING: Shape(),
    StepKind.TALK_ROUND: Shape(talks=True),
    StepKind.CARDS: Shape((CARD,), piles=True),
    StepKind.CAUSES: Shape((CAUSE,)),
    StepKind.WEIGH: Shape((ALTERNATIVE, SCORE)),
    StepKind.CHOOSE: Shape((VOTE,)),
    StepKind.PLAN: Shape((PLAN,)),
    StepKind.PAIRS: Shape((PAIR_NOTE,)),
    StepKind.REPORT: Shape((REPORT,), talks=True),
    StepKind.AGREEMENTS: Shape((AGREEMENT,)),
    StepKind.TAKEAWAYS: Shape((TAKEAWAY, QUESTION)),
    StepKind.CHECK_OUT: Shape((PULSE,)),
}

SLOTS: dict[str, Slot] = {slot.name: slot for shape in SHAPES.values() for slot in shape.slots}


def slots_of(step: Step) -> tuple[Slot, ...]:
    """Return what can be written in `step`."""
    return () if step.writes is Who.NOBODY else _SLOTS[step.kind, step.at_once]


def slot_of(step: Step, name: str) -> Slot:
    """Return the slot of that name as it is in `step`; raises `KeyError` where it has none."""
    if step.writes is Who.NOBODY:
        raise KeyError(name)
    return _BY_NAME[step.kind, step.at_once][name]


def marks_of(step: Step, slot: Slot) -> tuple[Mark, ...]:
    """Return the numbers an entry of `slot` in `step` may carry: its own and the questions."""
    asked = (Mark(asked.key, asked.low, asked.high) for asked in step.questions)
    return slot.marks + (tuple(asked) if slot.asks else ())


def _shown_at_once(slot: Slot) -> Slot:
    return slot if slot.counted else replace(slot, blind=False)


_SLOTS = {(kind, False): shape.slots for kind, shape in SHAPES.items()} | {
    (kind, True): tuple(map(_shown_at_once, shape.slots)) for kind, shape in SHAPES.items()
}
_BY_NAME = {step: {slot.name: slot for slot in slots} for step, slots in _SLOTS.items()}
