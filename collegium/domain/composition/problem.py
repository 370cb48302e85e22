"""What composition is asked: people, sizes, hard rules and weights."""

from collections.abc import Mapping
from dataclasses import dataclass, field

HALF_HOURS_OF_DAY = 48
HALF_HOURS_OF_WEEK = 7 * HALF_HOURS_OF_DAY

type Pair = tuple[str, str]
type Groups = tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Participant:
    """One person to be seated. What is empty or None is unknown and hinders nothing.

    `categories` and `numbers` are keyed by attribute name (department, tenure, …).
    `working` holds half-hours of the UTC week, 0 (Monday 00:00) to 335.
    `can_host`: willing and able to host sessions, for `Rules.hosts`.
    """

    id: str
    categories: Mapping[str, str] = field(default_factory=dict)
    numbers: Mapping[str, float] = field(default_factory=dict)
    strengths: frozenset[str] = frozenset()
    wants: frozenset[str] = frozenset()
    languages: frozenset[str] = frozenset()
    level: int | None = None
    promotion_pool: str = ""
    working: frozenset[int] = frozenset()
    can_host: bool = False


@dataclass(frozen=True, slots=True)
class Facilitator:
    """Somebody who supports up to `capacity` groups without taking a seat in them.

    Lines of management, people kept apart, languages and hours count for them as for members.
    """

    id: str
    capacity: int
    languages: frozenset[str] = frozenset()
    working: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Sizes:
    """How many people a group may hold, and about how many it should."""

    minimum: int = 4
    maximum: int = 8

    @property
    def wanted(self) -> float:
        """The size that groups are cut to where the number of people allows."""
        return (self.minimum + self.maximum) / 2


@dataclass(frozen=True, slots=True)
class Rules:
    """The hard rules that are a choice.

    That boss and report, at any depth, and members of one promotion pool are never
    together is no choice. `vetoes` are private: no answer names the people of one.
    `common_hours` are hours a week; None asks for none. `never_alone` holds values of
    categories, such as ("gender", "woman"): a group has nobody with it, or two at least.
    `hosts` is how many members of each group must be able to host.
    """

    apart: frozenset[Pair] = frozenset()
    together: frozenset[Pair] = frozenset()
    vetoes: frozenset[Pair] = frozenset()
    shared_language: bool = True
    levels_apart: int | None = None
    common_hours: float | None = None
    never_alone: frozenset[tuple[str, str]] = frozenset()
    hosts: int = 0


@dataclass(frozen=True, slots=True)
class Weights:
    """What a difference between two people of one group is worth.

    A negative weight asks for likeness. Numbers count by their squared distance in
    standard deviations. `sets` ("strengths", "languages") count for each element that one
    has and the other lacks, averaged over both directions. `complement` counts once for
    each strength that somebody lacks and wants to learn and anybody else in the group has.
    `new_faces` counts against each pair that has met, times what `Problem.met` says.
    `balance` of a number counts against groups that lie off the average: the squared sum
    of a group's deviations, in standard deviations, over its size.
    """

    categories: Mapping[str, float] = field(default_factory=dict)
    numbers: Mapping[str, float] = field(default_factory=dict)
    sets: Mapping[str, float] = field(default_factory=dict)
    complement: float = 1.0
    new_faces: float = 3.0
    balance: Mapping[str, float] = field(default_factory=dict)


WIDEST_MIX = Weights(
    categories={"department": 3.0, "function": 2.0, "site": 2.0, "country": 1.0, "gender": 1.0},
    numbers={"tenure": 0.5},
    sets={"strengths": 1.0},
    complement=2.0,
    balance={"tenure": 1.0},
)
CLOSEST_SITUATION = Weights(
    categories={"department": 1.0, "function": -2.0, "site": 1.0, "country": 0.5, "gender": 0.5},
    numbers={"tenure": -0.5, "level": -1.0},
    complement=1.0,
)
STRONGEST_COMPLEMENT = Weights(
    categories={"department": 1.0, "function": 1.0, "site": 0.5, "country": 0.5, "gender": 0.5},
    numbers={"tenure": 0.5},
    sets={"strengths": 2.0},
    complement=8.0,
)
PRESETS: Mapping[str, Weights] = {
    "widest_mix": WIDEST_MIX,
    "closest_situation": CLOSEST_SITUATION,
    "strongest_complement": STRONGEST_COMPLEMENT,
}


@dataclass(frozen=True, slots=True)
class Problem:
    """Everything that decides who sits with whom.

    `managers` maps each person of the whole organisation, present or not, to their boss.
    `met` says how much it counts (0 to 1) that a pair shared a group before: less with age.
    `fixed` holds people who stay where they are, one set for each group of theirs: they
    come first in the answer, in this order. `finished` are the positions in `fixed` of
    groups that are returned as they are. Where there are `facilitators`, each group that
    is not finished gets one. Those for whom no lawful group can be are left out, pinned or
    not; a group of which nobody is left is empty in the answer.
    """

    people: tuple[Participant, ...]
    managers: Mapping[str, str] = field(default_factory=dict)
    facilitators: tuple[Facilitator, ...] = ()
    sizes: Sizes = Sizes()
    rules: Rules = Rules()
    weights: Weights = WIDEST_MIX
    met: Mapping[Pair, float] = field(default_factory=dict)
    fixed: tuple[frozenset[str], ...] = ()
    finished: frozenset[int] = frozenset()


def office_hours(
    utc_offset_minutes: int, start_hour: float = 9, end_hour: float = 17
) -> frozenset[int]:
    """Half-hours of the UTC week, Monday to Friday, for local hours in a zone."""
    shift = utc_offset_minutes // 30
    return frozenset(
        (day * HALF_HOURS_OF_DAY + slot - shift) % HALF_HOURS_OF_WEEK
        for day in range(5)
        for slot in range(int(start_hour * 2), int(end_hour * 2))
    )
