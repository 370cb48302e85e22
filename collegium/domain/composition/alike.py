"""People whom the rules cannot tell apart, so that a proof need not try them one by one."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from collegium.domain.composition.company import Kind, kind_of
from collegium.domain.composition.index import Index


@dataclass(frozen=True, slots=True)
class Alike:
    """Units of the same size that can take each other's places.

    A unit is one person, or people kept together. `fixed` is the group they stay in, -1 for
    none. `foes` are positions, facilitators included. `together` says how many such units
    one group may hold, `counted` how many people of a unit count for each quota.
    """

    units: tuple[tuple[int, ...], ...]
    kind: Kind
    pools: frozenset[int]
    foes: frozenset[int]
    fixed: int
    counted: tuple[int, ...]
    together: int

    @property
    def size(self) -> int:
        """People in one unit."""
        return len(self.units[0])

    def clashes(self, other: "Alike") -> bool:
        """Whether no unit of the one may share a group with any of the other."""
        return bool(self.pools & other.pools) or not self.foes.isdisjoint(other.units[0])


def classes(index: Index, people: set[int]) -> list[Alike]:
    """These people as classes, in the order of their first members; whole blocks only."""
    place = {
        index.position[one]: at
        for at, group in enumerate(index.problem.fixed)
        for one in group
        if one in index.position
    }
    blocks = [block for block in index.blocks if people.issuperset(block)]
    inside = {one for block in blocks for one in block}
    units = [*blocks, *((one,) for one in people if one not in inside)]
    everyone = sorted(people) + list(range(len(index.people), len(index.levels)))
    alike: dict[object, list[tuple[int, ...]]] = defaultdict(list)
    traits: dict[object, Alike] = {}
    for unit in sorted(units):
        one = _alone(index, unit, everyone, place)
        key = (one.size, one.kind, one.pools, one.foes, one.fixed, one.counted)
        alike[key].append(unit)
        traits[key] = one
    largest = index.problem.sizes.maximum
    return [
        Alike(
            units=tuple(members),
            kind=one.kind,
            pools=one.pools,
            foes=one.foes,
            fixed=one.fixed,
            counted=one.counted,
            together=1 if one.pools else min(len(members), largest // one.size),
        )
        for members, one in ((alike[key], traits[key]) for key in alike)
    ]


def _alone(
    index: Index, unit: tuple[int, ...], everyone: Sequence[int], place: dict[int, int]
) -> Alike:
    pools = frozenset(index.pools[one] for one in unit if index.pools[one] >= 0)
    foes = {
        other
        for one in unit
        for other in everyone
        if other not in unit and index.pools[other] not in pools and _clash(index, one, other)
    }
    return Alike(
        units=(unit,),
        kind=kind_of(index, unit),
        pools=pools,
        foes=frozenset(foes),
        fixed=max(place.get(one, -1) for one in unit),
        counted=tuple(sum(one in quota.people for one in unit) for quota in index.quotas),
        together=1,
    )


def _clash(index: Index, one: int, other: int) -> bool:
    return (
        index.enter[one] <= index.enter[other] < index.leave[one]
        or index.enter[other] <= index.enter[one] < index.leave[other]
        or other in index.foes.get(one, ())
    )
