"""What goes into the publication gate and what comes out of it."""

from collections.abc import Hashable
from dataclasses import dataclass, field
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Threshold:
    """How many it takes before a figure may be seen; it may rise above the floor, never fall.

    `share` is the most that one group may make up of the people in a cell.
    Raises ValueError below the floor of 10 people and 3 groups, or above half.
    """

    people: int = 10
    groups: int = 3
    share: float = 0.5

    def __post_init__(self) -> None:
        if self.people < 10 or self.groups < 3 or not 0 < self.share <= 0.5:
            raise ValueError("the threshold may rise, never fall")


class Grain(StrEnum):
    """How finely a figure is published."""

    SCORE = "score"  # a mean on a scale of answers, to 0.1
    SHARE = "share"  # a part of the people, 0 to 1, to 0.05

    @property
    def steps(self) -> int:
        """How many steps make one unit."""
        return 10 if self is Grain.SCORE else 20


@dataclass(frozen=True, slots=True)
class Scale:
    """The lowest and the highest value there can be; what lies beyond counts as the end.

    Raises ValueError where there is nothing between the ends.
    """

    low: float
    high: float
    grain: Grain = Grain.SCORE

    def __post_init__(self) -> None:
        if not self.low < self.high:
            raise ValueError("a scale has a lower and a higher end")

    @property
    def width(self) -> float:
        """How far the ends are apart."""
        return self.high - self.low

    def clamp(self, value: float) -> float:
        """The value, or the end beyond which it lies."""
        return min(self.high, max(self.low, value))


SHARES = Scale(0, 1, Grain.SHARE)  # of yes (1) and no (0)


@dataclass(frozen=True, slots=True)
class Row:
    """One person's value; `part` is the one cell of the breakdown that the person falls into."""

    person: Hashable
    group: Hashable
    part: str
    value: float = field(repr=False)


@dataclass(frozen=True, slots=True)
class Cube:
    """One measure over people, its total, and one fixed breakdown into parts.

    A cube has one breakdown only: two breakdowns of the same people could be played off
    against each other. One that is not `shown` is only judged: a measure that follows from
    those beside it, of all their people, or of those among them on whom a figure rests.

    Raises ValueError when a person comes twice or a part is unknown.
    """

    measure: str
    rows: tuple[Row, ...] = field(repr=False)
    scale: Scale
    parts: tuple[str, ...] = ()
    shown: bool = True

    def __post_init__(self) -> None:
        if len({row.person for row in self.rows}) < len(self.rows):
            raise ValueError("a person counts once")
        if len(set(self.parts)) < len(self.parts):
            raise ValueError("a part is named once")
        if self.parts and not {row.part for row in self.rows} <= set(self.parts):
            raise ValueError("every row belongs to one of the parts")


class Reason(StrEnum):
    """Why a figure is withheld."""

    TOO_FEW_PEOPLE = "too_few_people"
    TOO_FEW_GROUPS = "too_few_groups"
    ONE_GROUP_PREVAILS = "one_group_prevails"
    PROTECTS_OTHERS = "protects_others"
    NEAR_THE_TOP = "near_the_top"  # nearly everybody gave the highest value there is
    NEAR_THE_BOTTOM = "near_the_bottom"


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure that may be seen: rounded people, rounded mean, and for everybody together its
    95 % interval, rounded outwards. Parts have none: several intervals would tell of groups.
    """

    people: int
    mean: float
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True)
class Withheld:
    """Stands where a figure may not be seen."""

    reason: Reason


type Cell = Figure | Withheld


@dataclass(frozen=True, slots=True)
class Published:
    """All that anybody outside the groups sees of a cube."""

    measure: str
    scale: Scale
    total: Cell
    parts: tuple[tuple[str, Cell], ...]
    threshold: Threshold
