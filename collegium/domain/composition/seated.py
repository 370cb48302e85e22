"""Groups on an index: what each is worth and breaks, counted once and asked many times."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from copy import copy
from itertools import combinations

from collegium.domain.composition.checking import (
    Clash,
    broken_as_a_whole,
    broken_pairs,
    clashes,
    parted,
    places_of,
)
from collegium.domain.composition.index import Index
from collegium.domain.composition.result import Price, Violation
from collegium.domain.composition.tally import Tally

NOWHERE = -1

type Shift = Mapping[int, int]
type Change = tuple[tuple[int, ...], tuple[int, ...]]


class Seated:
    """People in groups. A shift says for some people to which group they go, NOWHERE for none.

    What it has counted it keeps, and hands on to what `after` makes of it.
    """

    __slots__ = ("_blocks", "_broken", "_clashes", "_tallies", "_worths", "index", "place", "seats")

    def __init__(self, index: Index, seats: Sequence[Sequence[int]]) -> None:
        self.index = index
        self.seats = tuple(tuple(sorted(members)) for members in seats)
        self.place = places_of(self.seats)
        self._blocks = {one: block for block in index.blocks for one in block}
        self._tallies: dict[int, Tally] = {}
        self._worths: dict[int, float] = {}
        self._clashes: dict[int, tuple[Clash, ...]] = {}
        self._broken: dict[tuple[int, tuple[int, ...]], tuple[Violation, ...]] = {}

    def after(self, shift: Shift) -> "Seated":
        """The groups once these people have gone where the shift sends them."""
        changes = self.changes(shift)
        seats = list(self.seats)
        for group, (leaving, coming) in changes.items():
            seats[group] = self.members(group, leaving, coming)
        new = copy(self)
        new.seats, new.place = tuple(seats), {**self.place, **shift}
        new._tallies = _without(changes, self._tallies)
        new._worths = _without(changes, self._worths)
        new._clashes = _without(changes, self._clashes)
        return new

    def changes(self, shift: Shift) -> dict[int, Change]:
        """Who leaves and who comes, for each group that this concerns."""
        leaving: dict[int, list[int]] = {}
        coming: dict[int, list[int]] = {}
        for one, to in shift.items():
            origin = self.place.get(one, NOWHERE)
            if origin != to:
                leaving.setdefault(origin, []).append(one)
                coming.setdefault(to, []).append(one)
        groups = sorted(({*leaving} | {*coming}) - {NOWHERE})
        return {at: (tuple(leaving.get(at, ())), tuple(coming.get(at, ()))) for at in groups}

    def members(
        self, group: int, leaving: Collection[int] = (), coming: Iterable[int] = ()
    ) -> tuple[int, ...]:
        """Who sits in a group after a change."""
        if not leaving and not coming:
            return self.seats[group]
        return tuple(sorted([*(one for one in self.seats[group] if one not in leaving), *coming]))

    def unit(self, one: int) -> tuple[int, ...]:
        """The people who go where this one goes: those of a block who sit in the same place."""
        origin = self.place.get(one, NOWHERE)
        block = self._blocks.get(one, (one,))
        return tuple(at for at in block if self.place.get(at, NOWHERE) == origin)

    def broken(self, group: int) -> tuple[Violation, ...]:
        """What this group breaks now."""
        return self.broken_after(group)

    def broken_after(
        self, group: int, leaving: Sequence[int] = (), coming: Sequence[int] = ()
    ) -> tuple[Violation, ...]:
        """What this group would break after a change."""
        members = self.members(group, leaving, coming)
        known = self._broken.get((group, members))
        if known is None:
            known = self._broken[group, members] = self._broken_now(group, leaving, coming, members)
        return known

    def _broken_now(
        self,
        group: int,
        leaving: Sequence[int],
        coming: Sequence[int],
        members: Sequence[int],
    ) -> tuple[Violation, ...]:
        found = list(self._clashes_of(group))
        if leaving:
            found = [clash for clash in found if not set(clash[1]) & set(leaving)]
        if coming:
            found += self._new_clashes(group, leaving, coming)
        pairs = broken_pairs(self.index, group, members, found) if found else ()
        return (*pairs, *broken_as_a_whole(self.index, group, members))

    def parted(
        self, people: Iterable[int] | None = None, shift: Shift | None = None
    ) -> Iterator[Violation]:
        """Blocks in more than one place; with `people`, only theirs; after a shift, if given."""
        if not self._blocks:
            return iter(())
        blocks = self.index.blocks
        if people is not None:
            blocks = tuple({self._blocks[one]: None for one in people if one in self._blocks})
        place = {**self.place, **shift} if shift and blocks else self.place
        return parted(self.index, place, blocks)

    def worth(self, group: int) -> float:
        """What a group is worth now."""
        if group not in self._worths:
            self._worths[group] = self.tally(group).worth()
        return self._worths[group]

    def tally(self, group: int) -> Tally:
        """A group counted."""
        if group not in self._tallies:
            self._tallies[group] = Tally(self.index, self.seats[group])
        return self._tallies[group]

    def gain(self, shift: Shift) -> float:
        """By how much a shift changes the objective."""
        return sum(
            self.tally(group).worth(leaving, coming) - self.worth(group)
            for group, (leaving, coming) in self.changes(shift).items()
        )

    def price(self, shift: Shift) -> Price:
        """What a shift changes."""
        changes = self.changes(shift)
        before = [found for group in changes for found in self.broken(group)]
        now = [found for group, who in changes.items() for found in self.broken_after(group, *who)]
        before += self.parted(shift)
        now += self.parted(shift, shift)
        worths = [(at, self.tally(at).worth(*who)) for at, who in changes.items()]
        return Price(
            change=sum(worth - self.worth(at) for at, worth in worths),
            broken=tuple(found for found in now if found not in before),
            mended=tuple(found for found in before if found not in now),
            share=self._share(worths, changes),
        )

    def _share(self, worths: Sequence[tuple[int, float]], changes: Mapping[int, Change]) -> float:
        """The relative change of what people differ from each of those they sit with."""
        before = now = heads = heads_before = 0.0
        for at, worth in worths:
            leaving, coming = changes[at]
            old = len(self.seats[at])
            new = old - len(leaving) + len(coming)
            before += self.worth(at) / (old - 1) if old > 1 else 0.0
            now += worth / (new - 1) if new > 1 else 0.0
            heads, heads_before = heads + new, heads_before + old
        if not before or not heads or not heads_before:
            return 0.0
        return (now / heads - before / heads_before) / abs(before / heads_before)

    def _clashes_of(self, group: int) -> tuple[Clash, ...]:
        if group not in self._clashes:
            self._clashes[group] = tuple(
                (rule, (one, other))
                for one, other in combinations(self.seats[group], 2)
                for rule in clashes(self.index, one, other)
            )
        return self._clashes[group]

    def _new_clashes(
        self, group: int, leaving: Collection[int], coming: Sequence[int]
    ) -> Iterator[Clash]:
        staying = [one for one in self.seats[group] if one not in leaving]
        pairs = [(one, other) for one in coming for other in staying]
        for one, other in (*pairs, *combinations(coming, 2)):
            for rule in clashes(self.index, one, other):
                yield rule, (one, other)


def _without[V](groups: Collection[int], known: Mapping[int, V]) -> dict[int, V]:
    rest = dict(known)
    for group in groups:
        rest.pop(group, None)
    return rest
