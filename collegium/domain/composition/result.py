"""What composition answers: groups, their worth, reasons, and what stood in the way."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from collegium.domain.composition.problem import Groups


class Rule(StrEnum):
    """The hard rules by name."""

    LINE = "line"
    POOL = "pool"
    APART = "apart"
    VETO = "veto"
    TOGETHER = "together"
    LANGUAGE = "language"
    LEVELS = "levels"
    HOURS = "hours"
    ALONE = "alone"
    HOST = "host"
    FACILITATOR = "facilitator"
    SIZE = "size"


@dataclass(frozen=True, slots=True)
class Violation:
    """A hard rule broken by these people of this group.

    `found` and `limit` are people for SIZE, ALONE and HOST, levels for LEVELS, hours a week
    for HOURS. A broken VETO names the whole group, so that nobody is singled out.
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
    """A rule that keeps somebody out, of which groups (the first 100), and because of whom.

    FACILITATOR: none is left for another group, or those of these groups do not suit; SIZE of
    no groups: there are not enough others for one.
    """

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
    groups of the same sizes; `chance` is what drawing lots would give on average.
    `proven`: no lawful grouping into these sizes is worth more.
    `facilitators` holds one for each group, "" where there is none.
    """

    groups: Groups
    placements: tuple[Placement, ...]
    left_out: tuple[LeftOut, ...]
    objective: float
    bound: float
    moves: int
    seed: int
    chance: float = 0.0
    proven: bool = False
    facilitators: tuple[str, ...] = ()

    @property
    def gap(self) -> float:
        """Distance to the bound as a share of it, 0 when nothing can be better."""
        return max(0.0, (self.bound - self.objective) / self.bound) if self.bound > 0 else 0.0

    @property
    def closed(self) -> float:
        """Share of the way from drawing lots to the bound that these groups have come."""
        way = self.bound - self.chance
        return min(1.0, max(0.0, (self.objective - self.chance) / way)) if way > 1e-9 else 1.0


@dataclass(frozen=True, slots=True)
class Move:
    """Put a person into a group (None: into no group), perhaps in exchange for another."""

    person: str
    to: int | None
    in_exchange_for: str | None = None


@dataclass(frozen=True, slots=True)
class Price:
    """What a move does: change of the objective, rules it breaks, rules it mends.

    `share` is by how much people of the groups concerned come to differ more or less from
    those they sit with, on average and whatever the sizes of the groups: 0.04 is 4 % more.
    """

    change: float
    broken: tuple[Violation, ...]
    mended: tuple[Violation, ...]
    share: float = 0.0


class Stop(Protocol):
    """When to end the search."""

    def spent(self, moves: int) -> float:
        """Share of the budget used up after so many proposed moves; from 1 on, stop."""
        ...


@dataclass(frozen=True, slots=True)
class Moves:
    """A budget of proposed moves, so that the answer is the same on every machine."""

    budget: int

    def spent(self, moves: int) -> float:
        """Moves over budget."""
        return moves / self.budget if self.budget > 0 else 1.0

    @classmethod
    def fitting(cls, people: int) -> "Moves":
        """A budget of a few seconds, whatever the number of people."""
        return cls(budget=min(max(200_000, 20_000 * people), 200_000_000))


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a search has come: moves proposed, share of the budget, best gap so far.

    `closed`: share of the way from drawing lots to the bound, as in `Result`.
    """

    moves: int
    share: float
    gap: float
    closed: float = 0.0


type Watch = Callable[[Progress], None]
