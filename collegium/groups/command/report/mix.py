"""The mix as pictures: how different the people of each group are, and by lot.

Places and widths are in per cent of the picture's width.
"""

import random
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean, median

from collegium.domain.composition.problem import Participant
from collegium.domain.composition.shape import ATTRIBUTES, NUMBERS, ranges_of, wishes_of

DEALT = 40_000  # people dealt in all, so that a large roster takes no longer
MOST_DEALS = 40
SHADES = 5
LABELLED = 6.0  # a band has room for its figure from this width on
_GAP = 0.4

type Team = Sequence[Participant]


@dataclass(frozen=True, slots=True)
class Band:
    """Groups with the same number of different values; `shade` 0 is the most mixed."""

    kinds: int
    groups: float
    start: float
    width: float
    shade: int

    @property
    def middle(self) -> float:
        """Where the figure stands."""
        return round(self.start + self.width / 2, 2)

    @property
    def labelled(self) -> bool:
        """Whether there is room for the figure."""
        return self.width >= LABELLED


@dataclass(frozen=True, slots=True)
class Mix:
    """One attribute: bands of these groups and by lot, and the average of different values.

    `rows` are the numbers: different values, groups here, groups by lot.
    """

    name: str
    ours: tuple[Band, ...]
    lots: tuple[Band, ...]
    average: float
    average_by_lot: float
    rows: tuple[tuple[int, int, float], ...]


@dataclass(frozen=True, slots=True)
class Balance:
    """One number: where the averages of the groups lie between the ends of everybody."""

    name: str
    low: float
    high: float
    ours: tuple[float, ...]
    lots: tuple[float, ...]
    ours_from: float
    ours_to: float
    lots_from: float
    lots_to: float


@dataclass(frozen=True, slots=True)
class Wishes:
    """Wishes to learn that somebody in the same group can meet, here and by lot."""

    total: int
    met: int
    by_lot: float

    @property
    def share(self) -> float:
        """Met here, in per cent."""
        return round(100 * self.met / self.total, 1)

    @property
    def share_by_lot(self) -> float:
        """Met by lot, in per cent."""
        return round(100 * self.by_lot / self.total, 1)


@dataclass(frozen=True, slots=True)
class Mixture:
    """Everything that the report shows of the mix."""

    mixes: tuple[Mix, ...]
    balances: tuple[Balance, ...]
    wishes: Wishes | None


def mixture(teams: Sequence[Team], seed: int) -> Mixture:
    """The mix of these groups, compared with lots drawn for the same people and sizes."""
    deals = list(_deals(teams, seed))
    people = [person for team in teams for person in team]
    names = [name for name in ATTRIBUTES if len({_value(p, name) for p in people} - {""}) > 1]
    ranges = ranges_of(people, NUMBERS)
    return Mixture(
        mixes=tuple(_mix(name, teams, deals) for name in names),
        balances=tuple(_balance(name, ends, teams, deals[0]) for name, ends in ranges.items()),
        wishes=_wishes(teams, deals),
    )


def _deals(teams: Sequence[Team], seed: int) -> Iterator[list[Team]]:
    """The same people dealt at random into groups of the same sizes."""
    people = sorted((person for team in teams for person in team), key=lambda one: one.id)
    dice = random.Random(seed)  # noqa: S311 - a picture, not a secret
    for _deal in range(max(1, min(MOST_DEALS, DEALT // max(1, len(people))))):
        dice.shuffle(people)
        rest = iter(list(people))
        yield [[next(rest) for _seat in team] for team in teams]


def _value(person: Participant, name: str) -> str:
    return person.categories.get(name, "")


def _kinds(teams: Sequence[Team], name: str) -> list[int]:
    return [len({_value(person, name) for person in team} - {""}) for team in teams]


def _mix(name: str, teams: Sequence[Team], deals: Sequence[Sequence[Team]]) -> Mix:
    here = _kinds(teams, name)
    lots = [kinds for deal in deals for kinds in _kinds(deal, name)]
    ours = Counter[int](here)
    theirs = {kinds: count / len(deals) for kinds, count in Counter(lots).items()}
    every = sorted({*ours, *theirs}, reverse=True)
    usual = round(median(map(len, teams)))
    top = min(usual, len({_value(person, name) for team in teams for person in team} - {""}))
    return Mix(
        name=name,
        ours=_bands(ours, every, top),
        lots=_bands(theirs, every, top),
        average=fmean(here),
        average_by_lot=fmean(lots),
        rows=tuple((kinds, ours[kinds], round(theirs.get(kinds, 0), 1)) for kinds in every),
    )


def _bands(counts: Mapping[int, float], every: Sequence[int], top: int) -> tuple[Band, ...]:
    """Side by side, the most mixed first; `top` is as mixed as a usual group can be."""
    total, start, bands = sum(counts.values()), 0.0, []
    for kinds in every:
        count = counts.get(kinds, 0)
        if count:
            width = 100 * count / total
            shade = min(SHADES - 1, max(0, top - kinds))
            seen = round(max(width - _GAP, 0.1), 2)
            bands.append(Band(kinds, count, round(start, 2), seen, shade))
            start += width
    return tuple(bands)


def _balance(
    name: str, ends: tuple[float, float], teams: Sequence[Team], deal: Sequence[Team]
) -> Balance:
    ours, lots = _averages(name, teams), _averages(name, deal)
    return Balance(
        name,
        *ends,
        ours=_places(ours, *ends),
        lots=_places(lots, *ends),
        ours_from=min(ours),
        ours_to=max(ours),
        lots_from=min(lots),
        lots_to=max(lots),
    )


def _averages(name: str, teams: Sequence[Team]) -> list[float]:
    known = [[p.numbers[name] for p in team if name in p.numbers] for team in teams]
    return [fmean(values) for values in known if values]


def _places(values: Sequence[float], low: float, high: float) -> tuple[float, ...]:
    return tuple(sorted({round(100 * (value - low) / (high - low), 1) for value in values}))


def _wishes(teams: Sequence[Team], deals: Sequence[Sequence[Team]]) -> Wishes | None:
    counted = [wishes_of(team) for team in teams]
    total = sum(wishes for wishes, _met in counted)
    if not total:
        return None
    by_lot = [sum(wishes_of(team)[1] for team in deal) for deal in deals]
    return Wishes(total, sum(met for _wishes, met in counted), fmean(by_lot))
