"""What composition answers: groups, their worth, reasons, and what stood in the way."""

from dataclasses import dataclass
from enum import StrEnum

from collegium.domain.composition.problem import Groups


class Rule(StrEnum):
    """The hard rules by name."""

    LINE = "line"
    POOL = "pool"
    APART = "apart"
    TOGETHER = "together"
    LANGUAGE = "language"
    LEVELS = "levels"
    HOURS = "hours"
    SIZE = "size"


@dataclass(frozen=True, slots=True)
class Violation:
    """A hard rule broken by these people of this group.

    `found` and `limit` are people for SIZE, levels for LEVELS, hours a week for HOURS.
    """

    rule: Rule
    group: int
    people: tuple[str, ...]
    found: float | None = None
    limit: float | None = None


@dataclass(frozen=True, slots=True)
class Reason:
    """One thing that speaks for a placement.

    Codes: `only_one` (brings an attribute's value that nobody else here has), `learns`
    and `helps` (value is the strength, people the others), `new_faces` (people never met),
    `kept_together` (people), `only_place` (the rules close every other group).
    """

    code: str
    attribute: str = ""
    value: str = ""
    people: tuple[str, ...] = ()
    rules: tuple[Rule, ...] = ()


@dataclass(frozen=True, slots=True)
class Placement:
    """Where somebody sits, and why."""

    person: str
    group: int
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Obstacle:
    """A rule that keeps somebody out, of which groups, and because of whom."""

    rule: Rule
    groups: tuple[int, ...]
    people: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Somebody without a group. `proven`: no grouping at all could seat them."""

    person: str
    obstacles: tuple[Obstacle, ...]
    proven: bool


@dataclass(frozen=True, slots=True)
class Result:
    """Groups and how good they are.

    `bound` is never below the objective of any grouping of the seated people into
    groups of the same sizes.
    """

    groups: Groups
    placements: tuple[Placement, ...]
    left_out: tuple[LeftOut, ...]
    objective: float
    bound: float
    moves: int
    seed: int

    @property
    def gap(self) -> float:
        """Distance to the bound as a share of it, 0 when nothing can be better."""
        return max(0.0, (self.bound - self.objective) / self.bound) if self.bound > 0 else 0.0


@dataclass(frozen=True, slots=True)
class Move:
    """Put a person into a group (None: into no group), perhaps in exchange for another."""

    person: str
    to: int | None
    in_exchange_for: str | None = None


@dataclass(frozen=True, slots=True)
class Price:
    """What a move does: change of the objective, rules it breaks, rules it mends."""

    change: float
    broken: tuple[Violation, ...]
    mended: tuple[Violation, ...]


@dataclass(frozen=True, slots=True)
class Stop:
    """How long to search, in proposed moves, so that the answer is the same everywhere."""

    moves: int

    @classmethod
    def fitting(cls, people: int) -> "Stop":
        """A budget of a few seconds at most, whatever the number of people."""
        return cls(moves=min(max(20_000, 2_000 * people), 250_000))
