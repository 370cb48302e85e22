"""Who cannot sit in any lawful group, for reasons that need no search."""

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from collegium.domain.composition.company import Company, Kind, kind_of
from collegium.domain.composition.index import Index, Quota, bits

_LOOKS = 2_000_000  # pairs looked at one by one before the rest is given the benefit of doubt


def provably_out(index: Index) -> list[int]:
    """People whom no grouping at all could seat, ascending; those of finished groups are in.

    Whoever has too few others left for a group is taken out, until nobody is. Never wrong,
    but it does not find everybody: that would be the whole problem.
    """
    fixed, finished = index.problem.fixed, index.problem.finished
    settled = {index.position[one] for at in finished for one in fixed[at]}
    everyone = set(range(len(index.people))) - settled
    present, looks = everyone, _LOOKS
    while True:
        room = _Room(index, present, looks)
        out = {one for unit in room.units if not room.for_unit(unit) for one in unit}
        present, looks = present - out, room.looks
        if not out:
            return sorted(everyone - present)


class _Room:
    """The people still at hand, and whether somebody finds a group among them."""

    def __init__(self, index: Index, present: set[int], looks: int) -> None:
        self.looks = looks
        self._index = index
        self._present = sorted(present)
        self._company = Company(index, self._present)
        self._wanted = [
            (quota, sorted(quota.people & present), Company(index, quota.people & present))
            for quota in index.quotas
        ]
        blocks = [block for block in index.blocks if present.issuperset(block)]
        inside = {one for block in blocks for one in block}
        self.units = [*blocks, *((one,) for one in self._present if one not in inside)]
        self._pools = Counter(index.pools[one] for one in self._present)
        self._crowd = max((n for pool, n in self._pools.items() if pool >= 0), default=1)
        self._kinds_of_pools = self._pools_by_language()
        self._clashes = self._count_clashes()
        self._counted = [0] * len(index.people)
        for at, (_, people, _) in enumerate(self._wanted):
            for one in people:
                self._counted[one] |= 1 << at
        self._spare: dict[tuple[int, int, int, int], int] = {}

    def for_unit(self, unit: Sequence[int]) -> bool:
        """Whether these people might sit together with enough others."""
        if len(unit) == 1 and self._clashes[unit[0]] <= self._to_spare(unit[0]):
            return self._supported(unit)
        kind = kind_of(self._index, unit)
        need = self._index.problem.sizes.minimum
        if not any(self._kinds_of_pools[language] >= need for language in bits(kind.languages)):
            return False
        return (
            self._look(unit, kind, self._present, need - len(unit))
            and all(
                self._look(unit, kind, people, _missing(quota, unit))
                for quota, people, _ in self._wanted
            )
            and self._supported(unit)
        )

    def _to_spare(self, one: int) -> int:
        """How many people present this one may clash with and still find enough others."""
        index = self._index
        key = (index.languages[one], index.hours[one], index.levels[one], self._counted[one])
        if key not in self._spare:
            kind = kind_of(index, (one,))
            wanted = [(self._company, index.problem.sizes.minimum - 1)]
            wanted += [(company, _missing(quota, (one,))) for quota, _, company in self._wanted]
            self._spare[key] = min(
                company.around(kind) - 1 - need * self._crowd
                for company, need in wanted
                if need > 0
            )
        return self._spare[key]

    def _look(self, unit: Sequence[int], kind: Kind, people: Sequence[int], need: int) -> bool:
        """Look for so many others one by one; no two of one promotion pool count."""
        if need <= 0:
            return True
        spans = list(self._company.spans(kind))
        found: dict[tuple[int, int], int] = defaultdict(int)
        taken: set[tuple[int, int, int]] = set()
        for other in people:
            self.looks -= 1
            if self.looks < 0:
                return True
            if other in unit or not all(self._index.may_meet(one, other) for one in unit):
                continue
            pool, level = self._index.pools[other], self._index.levels[other]
            for at, span in enumerate(spans):
                if level >= 0 and level not in span:
                    continue
                for language in bits(kind.languages & self._index.languages[other]):
                    if pool >= 0 and (at, language, pool) in taken:
                        continue
                    taken.add((at, language, pool))
                    found[at, language] += 1
                    if found[at, language] >= need:
                        return True
        return False

    def _supported(self, unit: Sequence[int]) -> bool:
        """Whether some facilitator could join these people."""
        given = self._index.problem.facilitators
        first = len(self._index.people)
        return not given or any(
            helper.capacity > 0 and all(self._index.may_meet(one, first + at) for one in unit)
            for at, helper in enumerate(given)
        )

    def _count_clashes(self) -> dict[int, int]:
        """At least as many of those present as line, pool and pairs keep from each of them."""
        index = self._index
        enters = sorted(index.enter[one] for one in self._present)
        clashes: dict[int, int] = {}
        open_until: list[int] = []
        for one in sorted(self._present, key=index.enter.__getitem__):
            low, high, pool = index.enter[one], index.leave[one], index.pools[one]
            while open_until and open_until[-1] <= low:
                open_until.pop()
            below = (
                bisect_left(enters, high) - bisect_left(enters, low) - 1 if high - low > 1 else 0
            )
            mates = self._pools[pool] - 1 if pool >= 0 else 0
            clashes[one] = len(open_until) + below + mates + len(index.foes.get(one, ()))
            open_until.append(high)
        return clashes

    def _pools_by_language(self) -> Counter[int]:
        """For each language the people who could sit together as far as pools are concerned."""
        index = self._index
        kinds = {(index.languages[one], index.pools[one]) for one in self._present}
        pools: dict[int, set[int]] = defaultdict(set)
        for languages, pool in kinds:
            for language in bits(languages):
                pools[language].add(pool)
        alone = Counter(index.languages[one] for one in self._present if index.pools[one] < 0)
        total: Counter[int] = Counter({at: len(held - {-1}) for at, held in pools.items()})
        for languages, count in alone.items():
            for language in bits(languages):
                total[language] += count
        return total


def _missing(quota: Quota, unit: Iterable[int]) -> int:
    """How many others of a quota these people need in their group."""
    have = sum(one in quota.people for one in unit)
    return 0 if quota.or_none and not have else quota.least - have
