"""The proven optimum: as good as trying everything, and the tight bound where it stops."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import reduce
from itertools import chain, combinations
from math import inf
from operator import and_
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from collegium.domain.composition.arrays import law_arrays, worth_arrays
from collegium.domain.composition.exact import Proof, prove
from collegium.domain.composition.index import Index
from collegium.domain.composition.indexing import build_index
from collegium.domain.composition.problem import (
    Facilitator,
    Participant,
    Problem,
    Rules,
    Sizes,
    Weights,
    office_hours,
)
from collegium.domain.composition.worth import group_worth
from tests.domain.effort import examples

type Groups = list[list[int]]

STRENGTHS = ("coaching", "delegating", "hiring", "listening")
LANGUAGES = [frozenset[str](), frozenset({"en"}), frozenset({"de"}), frozenset({"en", "de"})]
DAYS = [frozenset[int](), *(office_hours(zone) for zone in (60, 0, -300, 330))]


def proof(
    problem: Problem,
    sizes: Sequence[int],
    incumbent: Groups | None = None,
    guests: Sequence[int] | None = None,
) -> tuple[Index, Proof | None]:
    index = build_index(problem)
    worth, law = worth_arrays(index), law_arrays(index)
    return index, prove(index, worth, law, sizes, incumbent=incumbent, guests=guests)


def lawful(index: Index, group: Sequence[int], guest: int | None = None) -> bool:
    present = [*group, *([] if guest is None else [guest])]
    hours = reduce(and_, (index.hours[one] for one in present))
    counts = [(len(quota.people.intersection(group)), quota) for quota in index.quotas]
    return (
        all(index.may_meet(one, other) for one, other in combinations(present, 2))
        and reduce(and_, (index.languages[one] for one in present)) != 0
        and index.common_half_hours(hours) >= index.half_hours
        and all(len({one in group for one in block}) == 1 for block in index.blocks)
        and all(count >= q.least or (count == 0 and q.or_none) for count, q in counts)
    )


def groupings(people: Sequence[int], sizes: Sequence[int]) -> Iterator[Groups]:
    """Every grouping of these people into these sizes, lawful or not."""
    if not people:
        yield []
        return
    first, *rest = people
    for size in sorted(set(sizes)):
        left = list(sizes)
        left.remove(size)
        for others in combinations(rest, size - 1):
            remaining = [one for one in rest if one not in others]
            for more in groupings(remaining, left):
                yield [[first, *others], *more]


def best_by_trying(index: Index, sizes: Sequence[int], nuclei: Groups) -> float:
    """The worth of the best lawful grouping; minus infinity where there is none."""
    known: dict[tuple[int, ...], float] = {}

    def worth_of(group: list[int]) -> float:
        if tuple(group) not in known:
            held = [nucleus for nucleus in nuclei if set(nucleus) & set(group)]
            whole = len(held) < 2 and all(set(nucleus) <= set(group) for nucleus in held)
            good = whole and lawful(index, group)
            known[tuple(group)] = group_worth(index, group) if good else -inf
        return known[tuple(group)]

    everybody = range(len(index.people))
    return max(sum(map(worth_of, groups)) for groups in groupings(everybody, sizes))


@st.composite
def participants(draw: st.DrawFn, name: str) -> Participant:
    return Participant(
        name,
        categories={
            "department": draw(st.sampled_from("abc")),
            "site": draw(st.sampled_from("xy")),
        },
        numbers=draw(st.dictionaries(st.just("tenure"), st.integers(0, 3).map(float))),
        strengths=draw(st.frozensets(st.sampled_from(STRENGTHS), max_size=2)),
        wants=draw(st.frozensets(st.sampled_from(STRENGTHS), max_size=2)),
        languages=draw(st.sampled_from(LANGUAGES)),
        level=draw(st.sampled_from([None, 1, 2, 3])),
        promotion_pool=draw(st.sampled_from(["", "", "", "", "north"])),
        working=draw(st.sampled_from(DAYS)),
        can_host=draw(st.booleans()),
    )


@st.composite
def problems(draw: st.DrawFn) -> tuple[Problem, list[int]]:
    sizes = draw(st.sampled_from([[3, 3], [2, 2, 2], [4, 3], [2, 3, 3], [4, 4], [3, 3, 2]]))
    ids = [f"p{at}" for at in range(sum(sizes))]
    pairs = st.sampled_from(list(combinations(ids, 2)))
    bosses = {name: ids[0] for name in ids[1:3] if draw(st.integers(0, 4)) == 0}
    return Problem(
        people=tuple(draw(participants(name)) for name in ids),
        managers=bosses,
        sizes=Sizes(min(sizes), max(sizes)),
        rules=Rules(
            apart=draw(st.frozensets(pairs, max_size=2)),
            vetoes=draw(st.frozensets(pairs, max_size=1)),
            together=draw(st.frozensets(pairs, max_size=2)),
            shared_language=draw(st.booleans()),
            levels_apart=draw(st.sampled_from([None, None, 1])),
            common_hours=draw(st.sampled_from([None, None, 5.0])),
            never_alone=draw(st.sampled_from([frozenset(), frozenset({("site", "x")})])),
            hosts=draw(st.sampled_from([0, 0, 1])),
        ),
        weights=Weights(
            categories={"department": 3.0, "site": -1.0},
            numbers=draw(st.sampled_from([{}, {"tenure": 0.5}])),
            sets=draw(st.sampled_from([{}, {"strengths": 1.0}])),
            complement=draw(st.sampled_from([0.0, 2.0])),
            balance=draw(st.sampled_from([{}, {"tenure": 1.5}])),
        ),
        met=draw(st.dictionaries(pairs, st.sampled_from([0.5, 1.0]), max_size=3)),
        fixed=draw(st.sampled_from([(), (), (frozenset(ids[:1]), frozenset(ids[2:4]))])),
    ), sizes


@given(problems())
@settings(max_examples=examples(12), deadline=None)
def test_equals_trying_every_grouping(given_problem: tuple[Problem, list[int]]) -> None:
    problem, sizes = given_problem
    index, found = proof(problem, sizes)
    nuclei = [sorted(index.position[one] for one in group) for group in problem.fixed]
    best = best_by_trying(index, sizes, nuclei)
    if best == -inf:
        assert found is None
        return
    assert found is not None
    assert found.proven
    assert found.objective == pytest.approx(best) == found.bound
    assert sum(group_worth(index, group) for group in found.groups) == pytest.approx(best)
    assert all(lawful(index, group) for group in found.groups)
    assert sorted(map(len, found.groups)) == sorted(sizes)
    assert sorted(chain.from_iterable(found.groups)) == list(range(len(index.people)))
    assert all(set(nucleus) <= set(found.groups[at]) for at, nucleus in enumerate(nuclei))


def roster(people: int, *, seed: int, rules: Rules | None = None) -> Problem:
    """A roster as in the benchmark: seldom two people who are alike."""
    chance = Random(seed)

    def one(at: int) -> Participant:
        return Participant(
            f"p{at:02}",
            categories={
                "department": f"d{chance.randrange(12)}",
                "function": f"f{chance.randrange(8)}",
                "country": f"c{chance.randrange(15)}",
                "gender": chance.choice(["woman", "man"]),
                "tenure": f"band {chance.randrange(5)}",
            },
            numbers={"years": chance.gauss(0, 1), "reach": chance.gauss(0, 1)},
            strengths=frozenset(chance.sample([*STRENGTHS, "e", "f", "g", "h"], 2)),
            wants=frozenset(chance.sample(STRENGTHS, 2)),
            languages=frozenset({"en", chance.choice(["de", "fr"])} if at % 3 else {"en"}),
            level=chance.choice([2, 3, 4]),
            promotion_pool=f"pool {at % 9}" if at < 18 else "",
            working=office_hours(chance.choice([-60, 0, 60, 120])),
            can_host=at % 2 == 0,
        )

    return Problem(
        people=tuple(one(at) for at in range(people)),
        sizes=Sizes(6, 6),
        rules=rules or Rules(),
        managers={"p05": "p00", "p09": "p05", "p17": "p09"} if rules else {},
        weights=Weights(
            categories={"department": 3, "function": 2, "country": 2, "gender": 2, "tenure": 1},
            numbers={"years": 0.5, "reach": 0.5},
            sets={"strengths": 2},
            complement=2.0 if rules else 0.0,
            balance={"years": 1.0} if rules else {},
        ),
    )


MANY_RULES = Rules(
    apart=frozenset({("p01", "p02"), ("p03", "p04")}),
    vetoes=frozenset({("p06", "p07")}),
    together=frozenset({("p20", "p21")}),
    levels_apart=1,
    common_hours=30,
    never_alone=frozenset({("gender", "woman")}),
    hosts=2,
)


@pytest.mark.parametrize("rules", [None, MANY_RULES], ids=["free", "many rules"])
def test_twenty_four_people_are_proven(rules: Rules | None) -> None:
    problem = roster(24, seed=4, rules=rules)
    plain = problem if rules else replace(problem, people=tuple(map(nowhere, problem.people)))
    index, found = proof(plain, [6] * 4)
    assert found is not None
    assert found.proven
    assert found.bound == found.objective
    assert all(lawful(index, group) for group in found.groups)
    exchanged = list(exchanges(found.groups))
    assert max(total(index, groups) for groups in exchanged) <= found.objective + 1e-9


def nowhere(person: Participant) -> Participant:
    return replace(person, promotion_pool="", working=frozenset())


def total(index: Index, groups: Groups) -> float:
    if not all(lawful(index, group) for group in groups):
        return -inf
    return sum(group_worth(index, group) for group in groups)


def exchanges(groups: Groups) -> Iterator[Groups]:
    """What an exchange of two people makes of these groups."""
    for one, other in combinations(range(len(groups)), 2):
        for mine in groups[one]:
            for yours in groups[other]:
                changed = [list(group) for group in groups]
                changed[one] = [yours if at == mine else at for at in groups[one]]
                changed[other] = [mine if at == yours else at for at in groups[other]]
                yield changed


def test_an_incumbent_that_cannot_be_beaten_stays_as_it_is() -> None:
    problem = roster(12, seed=2)
    free = replace(problem, people=tuple(map(nowhere, problem.people)))
    _, found = proof(free, [4] * 3)
    assert found is not None
    turned = [found.groups[at] for at in (2, 0, 1)]
    _, again = proof(free, [4] * 3, incumbent=turned)
    assert again is not None
    assert (again.groups, again.objective, again.proven) == (turned, found.objective, True)
    _, better = proof(free, [4] * 3, incumbent=[[0, 1, 2, 3], [4, 5, 6, 7], [8, 9, 10, 11]])
    assert better is not None
    assert better.objective == pytest.approx(found.objective)


def test_only_those_of_the_incumbent_are_seated() -> None:
    problem = roster(9, seed=3)
    free = replace(problem, people=tuple(map(nowhere, problem.people)))
    _, found = proof(free, [4, 4], incumbent=[[0, 1, 2, 3], [5, 6, 7, 8]])
    assert found is not None
    assert sorted(chain.from_iterable(found.groups)) == [0, 1, 2, 3, 5, 6, 7, 8]


def test_finished_groups_are_returned_as_they_are() -> None:
    problem = roster(12, seed=4)
    done = frozenset({"p00", "p01", "p02", "p09"})
    free = replace(
        problem,
        people=tuple(map(nowhere, problem.people)),
        fixed=(frozenset({"p03"}), done),
        finished=frozenset({1}),
    )
    index, found = proof(free, [4, 4, 4])
    assert found is not None
    assert found.proven
    assert set(index.ids(found.groups[1])) == done
    assert "p03" in index.ids(found.groups[0])
    assert found.objective == pytest.approx(total(index, found.groups))


def test_people_who_are_alike_do_not_multiply_the_work() -> None:
    people = tuple(
        Participant(f"p{at:02}", categories={"department": f"d{at % 5}", "gender": "wm"[at % 2]})
        for at in range(40)
    )
    weights = Weights(categories={"department": 3.0, "gender": 2.0})
    _, found = proof(Problem(people, sizes=Sizes(4, 4), weights=weights), [4] * 10)
    assert found is not None
    assert found.proven
    assert found.objective == 10 * (6 * 3.0 + 4 * 2.0)


def test_more_than_can_be_listed_is_declined() -> None:
    problem = roster(54, seed=5)
    free = replace(problem, people=tuple(map(nowhere, problem.people)))
    assert proof(free, [6] * 9)[1] is None


def guided(*facilitators: Facilitator) -> Problem:
    """Six people, of whom only the three of one department speak German, with facilitators."""
    return Problem(
        tuple(
            Participant(
                f"p{at}",
                categories={"department": "ab"[at // 3]},
                languages=frozenset({"en", "de"} if at < 3 else {"en"}),
            )
            for at in range(6)
        ),
        facilitators=facilitators,
        sizes=Sizes(3, 3),
        weights=Weights(categories={"department": 1.0}),
    )


def test_each_group_gets_a_facilitator_who_suits_it() -> None:
    german = Facilitator("f0", 5, frozenset({"de"}))
    first, second = (Facilitator(name, 1, frozenset({"en"})) for name in ("f1", "f2"))
    index, found = proof(guided(german, first, second), [3, 3], guests=[6, 7])
    assert found is not None
    assert (found.proven, found.objective, sorted(found.guests)) == (True, 4.0, [7, 8])
    assert all(map(lawful, [index, index], found.groups, found.guests))


def test_what_facilitators_cannot_serve_is_a_bound_only() -> None:
    german, english = (Facilitator(name, 1, frozenset({name})) for name in ("de", "en"))
    problem = guided(german, english)
    incumbent = [[0, 1, 2], [3, 4, 5]]
    _, found = proof(problem, [3, 3], incumbent=incumbent, guests=[6, 7])
    assert found == Proof(incumbent, 0.0, found.bound if found else 0.0, False, [6, 7])
    assert found.bound == pytest.approx(4.0)
    assert proof(problem, [3, 3], guests=[6, 7])[1] is None


def test_a_search_cut_short_keeps_the_incumbent_and_a_bound() -> None:
    problem = roster(12, seed=2)
    index = build_index(replace(problem, people=tuple(map(nowhere, problem.people))))
    worth, law = worth_arrays(index), law_arrays(index)
    incumbent = [[0, 1, 2, 3], [4, 5, 6, 7], [8, 9, 10, 11]]
    best = prove(index, worth, law, [4] * 3)
    short = prove(index, worth, law, [4] * 3, incumbent=incumbent, steps=0)
    assert best is not None
    assert short is not None
    assert (short.groups, short.proven) == (incumbent, False)
    assert short.objective < best.objective <= short.bound + 1e-6
    assert prove(index, worth, law, [4] * 3, steps=0) is None


def test_ids_decide_nothing() -> None:
    problem = roster(12, seed=7)
    free = replace(problem, people=tuple(map(nowhere, problem.people)))
    renamed = replace(
        free, people=tuple(replace(p, id=f"q{99 - at}") for at, p in enumerate(free.people))
    )
    assert proof(free, [4] * 3)[1] == proof(renamed, [4] * 3)[1]
