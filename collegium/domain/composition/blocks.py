"""Blocks: people kept together, who are seated as one; most hold one person."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from collegium.domain.composition.index import Index, bits
from collegium.domain.composition.worth import pair_worths


@dataclass(frozen=True, slots=True)
class Blocks:
    """The blocks to be seated, by position, with what the search asks of each."""

    members: tuple[tuple[int, ...], ...]
    sizes: tuple[int, ...]
    people: tuple[int, ...]
    clashes: tuple[int, ...]
    languages: tuple[int, ...]
    hours: tuple[int, ...]
    half_hours_needed: int
    worths: tuple[tuple[float, ...], ...]
    inside: float

    def compatible(self, seated: Iterable[int]) -> bool:
        """Whether these blocks may share a group, size aside."""
        present, languages, hours = 0, -1, -1
        for block in seated:
            if self.clashes[block] & present:
                return False
            present |= self.people[block]
            languages &= self.languages[block]
            hours &= self.hours[block]
        return not present or bool(languages and hours.bit_count() >= self.half_hours_needed)


def kept_together(index: Index) -> list[tuple[int, ...]]:
    """The people as blocks, in the order of their first members."""
    leader = list(range(len(index.people)))
    for one, other in sorted(index.problem.rules.together):
        if one in index.position and other in index.position:
            old, new = sorted((leader[index.position[one]], leader[index.position[other]]))
            leader = [old if at == new else at for at in leader]
    blocks: dict[int, list[int]] = {}
    for at, first in enumerate(leader):
        blocks.setdefault(first, []).append(at)
    return [tuple(block) for block in blocks.values()]


def clash_mask(index: Index, person: int) -> int:
    """Everybody that some rule keeps from sitting with this person."""
    mask = 0
    for masks in index.clashes.values():
        mask |= masks[person]
    return mask


def build_blocks(index: Index, members: Sequence[tuple[int, ...]]) -> Blocks:
    """Collect masks and worths per block."""
    everyone = range(len(index.people))
    rows = {one: pair_worths(index, one, everyone) for block in members for one in block}
    return Blocks(
        members=tuple(members),
        sizes=tuple(len(block) for block in members),
        people=tuple(sum(1 << one for one in block) for block in members),
        clashes=tuple(_any(clash_mask(index, one) for one in block) for block in members),
        languages=tuple(_all(index.languages[one] for one in block) for block in members),
        hours=tuple(_all(index.hours[one] for one in block) for block in members),
        half_hours_needed=index.half_hours_needed,
        worths=_between(rows, members),
        inside=sum(rows[a][b] for block in members for a in block for b in block if a < b),
    )


def _between(
    rows: dict[int, list[float]], members: Sequence[tuple[int, ...]]
) -> tuple[tuple[float, ...], ...]:
    if all(len(block) == 1 for block in members):
        columns = [block[0] for block in members]
        return tuple(tuple([rows[one][at] for at in columns]) for one in columns)
    return tuple(
        tuple(sum(rows[a][b] for a in block for b in other) for other in members)
        for block in members
    )


def seatable(index: Index) -> tuple[list[tuple[int, ...]], list[int]]:
    """Blocks that might find a group, and the people who provably cannot.

    Whoever has too few others left to fill a group is taken out, until nobody is.
    """
    blocks = kept_together(index)
    clashes = [clash_mask(index, at) for at in range(len(index.people))]
    while True:
        present = sum(1 << one for block in blocks for one in block)
        out = {
            block
            for block in blocks
            if any(not _has_company(index, one, present, clashes[one]) for one in block)
        }
        if not out:
            left = set(range(len(index.people))) - set(bits(present))
            return blocks, sorted(left)
        blocks = [block for block in blocks if block not in out]


def _has_company(index: Index, one: int, present: int, clash: int) -> bool:
    around = present & ~clash
    least = index.problem.sizes.minimum
    if around.bit_count() < least:
        return False
    others = [index.languages[at] for at in bits(around)]
    return any(
        sum(1 for held in others if held & 1 << language) >= least
        for language in bits(index.languages[one])
    )


def _any(masks: Iterable[int]) -> int:
    total = 0
    for mask in masks:
        total |= mask
    return total


def _all(masks: Iterable[int]) -> int:
    total = -1
    for mask in masks:
        total &= mask
    return total
