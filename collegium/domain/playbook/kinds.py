"""What each kind of step lets members write, and who sees it when: a table."""

from dataclasses import dataclass
from enum import StrEnum

from collegium.domain.playbook.playbook import Step, StepKind


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
    author until the reveal; a `counted` one is only ever shown to others as mean and spread.
    `about` names the slot whose entry it refers to. `asks` adds the step's questions.
    """

    name: str
    words: tuple[str, ...] = ()
    optional: tuple[str, ...] = ()
    marks: tuple[Mark, ...] = ()
    many: bool = False
    blind: bool = True
    counted: bool = False
    about: str = ""
    asks: bool = False
    once_shown: OnceShown = OnceShown.CLOSED


@dataclass(frozen=True, slots=True)
class Shape:
    """The slots of a kind of step, and whether people speak in turn by default."""

    slots: tuple[Slot, ...] = ()
    talks: bool = False

    @property
    def blind(self) -> bool:
        """Return whether something in the step waits for a reveal."""
        return any(slot.blind for slot in self.slots)


CRITERIA = ("effect", "effort", "risk", "fit")

CARD = Slot("card", words=("text",), many=True, once_shown=OnceShown.ADD)
CAUSE = Slot(
    "cause",
    words=("text",),
    marks=(Mark("in_our_control", 0, 1),),
    many=True,
    once_shown=OnceShown.ADD,
)
ALTERNATIVE = Slot("alternative", words=("text",), many=True, blind=False)
SCORE = Slot(
    "score",
    marks=tuple(Mark(key, 1, 5, required=True) for key in CRITERIA),
    counted=True,
    about="alternative",
)
PLAN = Slot("plan", words=("when", "will"), asks=True, once_shown=OnceShown.REVISE)
REPORT = Slot(
    "report",
    words=("happened",),
    optional=("expected", "why", "next"),
    asks=True,
    once_shown=OnceShown.REVISE,
)
AGREEMENT = Slot("agreement", words=("text",), many=True, blind=False)
TAKEAWAY = Slot("takeaway", words=("text",), asks=True, once_shown=OnceShown.REVISE)
PULSE = Slot("pulse", optional=("text",), asks=True, once_shown=OnceShown.CLOSED)

SHAPES: dict[StepKind, Shape] = {
    StepKind.BRIEFING: Shape(),
    StepKind.TALK_ROUND: Shape(talks=True),
    StepKind.CARDS: Shape((CARD,)),
    StepKind.CAUSES: Shape((CAUSE,)),
    StepKind.WEIGH: Shape((ALTERNATIVE, SCORE)),
    StepKind.PLAN: Shape((PLAN,)),
    StepKind.REPORT: Shape((REPORT,), talks=True),
    StepKind.AGREEMENTS: Shape((AGREEMENT,)),
    StepKind.TAKEAWAYS: Shape((TAKEAWAY,)),
    StepKind.CHECK_OUT: Shape((PULSE,)),
}

SLOTS: dict[str, Slot] = {slot.name: slot for shape in SHAPES.values() for slot in shape.slots}


def marks_of(step: Step, slot: Slot) -> tuple[Mark, ...]:
    """Return the numbers an entry of `slot` in `step` may carry: its own and the questions."""
    asked = (Mark(asked.key, asked.low, asked.high) for asked in step.questions)
    return slot.marks + (tuple(asked) if slot.asks else ())
