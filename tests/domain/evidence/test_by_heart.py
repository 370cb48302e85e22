"""Somebody who knows the gate by heart tries all answers there can be, and keeps what fits.

Yes and no are whole numbers of people, and a reason is as good as a figure: so for every part
all numbers of yes are published, and those told alike stay possible.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import product

import pytest

from collegium.domain.evidence import SHARES, Cube, Figure, Published, Row, Threshold, publish

GROUPS = 4

type Answers = tuple[int, ...]  # how many said yes, part by part


def told(sizes: Sequence[int], answers: Answers) -> Published:
    rows = tuple(
        Row((part, seat), seat % GROUPS, f"{part}", float(seat < yes))
        for part, (size, yes) in enumerate(zip(sizes, answers, strict=True))
        for seat in range(size)
    )
    parts = tuple(f"{part}" for part, _size in enumerate(sizes))
    return publish(Cube("took part", rows, SHARES, parts), threshold=Threshold())


def seen(published: Published) -> tuple[object, ...]:
    """Means and reasons; parts are stored under a total only."""
    cells = [published.total, *(cell for _part, cell in published.parts)]
    found = [cell.mean if isinstance(cell, Figure) else cell.reason for cell in cells]
    return tuple(found if isinstance(published.total, Figure) else found[:1])


def told_alike(sizes: Sequence[int]) -> Iterator[list[Answers]]:
    worlds = defaultdict(list)
    for answers in product(*(range(size + 1) for size in sizes)):
        worlds[seen(told(sizes, answers))].append(answers)
    yield from worlds.values()


@pytest.mark.parametrize("sizes", [(3, 10, 10), (2, 10, 12), (3, 4, 10), (10, 13)])
def test_no_small_part_is_known_and_nobodys_answer_is(sizes: Sequence[int]) -> None:
    for worlds in told_alike(sizes):
        for part, size in enumerate(sizes):
            possible = {answers[part] for answers in worlds}
            assert size >= 10 or len(possible) > 1, worlds[0]
            assert possible not in ({0}, {size}), worlds[0]


@pytest.mark.parametrize("size", range(10, 21))
def test_all_of_them_is_not_told_from_all_but_one(size: int) -> None:
    assert seen(told((size,), (size,))) == seen(told((size,), (size - 1,)))
    assert seen(told((size,), (0,))) == seen(told((size,), (1,)))
    assert seen(told((size,), (size,))) != seen(told((size,), (size // 2,)))
