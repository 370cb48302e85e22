"""Annealing on the matrix of pairs: worth what the groups are worth, and within the law."""

from dataclasses import replace
from random import Random

import numpy as np
import pytest

from collegium.domain.composition.arrays import law_arrays, worth_arrays
from collegium.domain.composition.by_matrix import MatrixSearch, Seating, pair_matrix
from collegium.domain.composition.indexing import build_index
from collegium.domain.composition.kernels.rules import lawful
from collegium.domain.composition.problem import Participant, Problem, Rules, Sizes, Weights
from collegium.domain.composition.result import Moves
from collegium.domain.composition.worth import group_worth

PEOPLE, SIZE = 24, 6
WEIGHTS = Weights(
    categories={"department": 3.0, "gender": 1.0},
    numbers={"tenure": 0.5},
    sets={"strengths": 1.0},
    balance={"tenure": 1.0},
    complement=0.0,
)


def world(seed: int) -> Problem:
    """Groups p0 to p5, p6 to p11, … are lawful: each has two women, and apart are others."""
    chance = Random(seed)
    people = tuple(
        Participant(
            id=f"p{at:02}",
            categories={
                "department": f"d{chance.randrange(5)}",
                "gender": "woman" if at % SIZE < 2 else "man",
            },
            numbers={"tenure": float(chance.randrange(9))},
            strengths=frozenset(chance.sample("abcdef", 2)),
            level=2 + at // SIZE % 2,
        )
        for at in range(PEOPLE)
    )
    apart = frozenset((f"p{at:02}", f"p{(at + 7) % PEOPLE:02}") for at in range(0, PEOPLE, 3))
    met = {("p00", "p01"): 1.0, ("p02", "p13"): 0.5}
    rules = Rules(apart=apart, levels_apart=1, never_alone=frozenset({("gender", "woman")}))
    return Problem(people, sizes=Sizes(SIZE, SIZE), rules=rules, weights=WEIGHTS, met=met)


@pytest.mark.parametrize("seed", range(3))
def test_what_it_gains_is_what_the_groups_gain_and_the_law_holds(seed: int) -> None:
    index = build_index(world(seed))
    law = law_arrays(index)
    who = np.array([index.position[f"p{at:02}"] for at in range(PEOPLE)], dtype=np.int32)
    start = np.arange(0, PEOPLE + 1, SIZE, dtype=np.int32)
    guest = np.full(PEOPLE // SIZE, -1, dtype=np.int32)
    frozen = np.zeros(PEOPLE, dtype=np.int32)
    frozen[[0, 9]] = 1
    pair = pair_matrix(worth_arrays(index), who, SIZE)
    runs = []
    for _ in range(2):
        search = MatrixSearch(pair, law, Seating(who, start, guest, frozen), seed=seed)
        assert search.run(Moves(300_000)) >= 300_000
        runs.append(search.who.tolist())
    found = search.who

    def worth(seated: np.ndarray) -> float:
        groups = [seated[low : low + SIZE].tolist() for low in start[:-1].tolist()]
        return sum(group_worth(index, group) for group in groups)

    assert runs[0] == runs[1]
    assert sorted(runs[0]) == list(range(PEOPLE))
    assert worth(found) - worth(who) == pytest.approx(search.gained, abs=1e-2)
    assert search.gained > 0
    for group, low in enumerate(start[:-1].tolist()):
        assert lawful(law, found, low, low + SIZE, guest[group])
    assert who[0] in found[0:6]
    assert who[9] in found[6:12]


def test_the_matrix_adds_up_to_the_worth_of_groups() -> None:
    problem = world(7)
    index = build_index(replace(problem, rules=Rules()))
    everybody = np.arange(PEOPLE, dtype=np.int32)
    pair = pair_matrix(worth_arrays(index), everybody, SIZE)
    for low in range(0, PEOPLE, SIZE):
        group = list(range(low, low + SIZE))
        inside = float(pair[np.ix_(group, group)].sum()) / 2
        assert inside == pytest.approx(group_worth(index, group))
