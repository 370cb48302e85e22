"""Problems and results as data, and back."""

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from collegium.domain.composition import (
    Facilitator,
    Fault,
    Moves,
    Problem,
    Rule,
    Rules,
    Sizes,
    office_hours,
    solve,
)
from collegium.domain.composition.conflicts import Conflict
from collegium.domain.composition.relaxing import Demand, Relaxation
from collegium.domain.composition.result import Progress, Result
from collegium.domain.composition.storing import (
    as_data,
    from_data,
    problem_as_data,
    problem_from_data,
    result_as_data,
)
from tests.domain.composition.worlds import crowd, problems

met = st.dictionaries(
    st.tuples(st.sampled_from("abc"), st.sampled_from("def")), st.floats(0, 1), max_size=3
)


def through_json(value: object) -> object:
    return json.loads(json.dumps(value))


@given(problems(), met, st.booleans())
def test_a_problem_comes_back_as_it_was(
    drawn: Problem, met: dict[tuple[str, str], float], extended: bool
) -> None:
    problem = replace(drawn, met=met)
    if extended:
        ids = [person.id for person in problem.people]
        problem = replace(
            problem,
            facilitators=(Facilitator("f", 2, frozenset({"en"}), office_hours(60)),),
            fixed=(frozenset(ids[:2]), frozenset(ids[2:3])),
            finished=frozenset({1}),
            rules=replace(problem.rules, never_alone=frozenset({("gender", "woman")}), hosts=1),
        )
    problem = replace(problem, rules=replace(problem.rules, vetoes=frozenset()))  # not stored
    assert problem_from_data(through_json(problem_as_data(problem))) == problem  # type: ignore[arg-type]  # JSON


def test_vetoes_are_not_stored_and_brought_anew() -> None:
    problem = Problem(crowd(6), rules=Rules(vetoes=frozenset({("p000", "p001")})))
    data = problem_as_data(problem)
    assert json.dumps(data).count("p000") == 1
    assert problem_from_data(data).rules.vetoes == frozenset()
    anew = frozenset({("p001", "p000"), ("p002", "gone")})
    assert problem_from_data(data, vetoes=anew).rules.vetoes == {("p001", "p000")}


def test_a_stored_problem_is_solved_alike() -> None:
    problem = Problem(crowd(30, languages=frozenset({"en"})), sizes=Sizes(5, 6))
    again = problem_from_data(through_json(problem_as_data(problem)))  # type: ignore[arg-type]  # JSON
    first, second = (solve(one, stop=Moves(3_000), seed=7) for one in (problem, again))
    assert first == second
    kept = from_data(Result, through_json(result_as_data(first)))  # type: ignore[arg-type]  # JSON
    assert kept == replace(first, placements=())


def test_what_is_said_about_a_problem_comes_back_as_it_was() -> None:
    ways = (Relaxation(Rule.SIZE, sizes=Sizes(3, 5), more=2), Relaxation(None, people=("a",)))
    conflict = Conflict((Demand(Rule.APART, ("a", "b")),), ("a",), True, ways, proven=False)
    fault = Fault("too_few_people", counts={"people": 3, "needed": 4}, sizes=(Sizes(2, 3),))
    for value in (conflict, fault, Progress(3, 0.5, 0.25)):
        assert from_data(type(value), through_json(as_data(value))) == value  # type: ignore[arg-type]  # JSON


def test_what_an_earlier_version_did_not_know_is_default() -> None:
    assert from_data(Progress, {"moves": 1, "share": 1, "gap": 0}) == Progress(1, 1.0, 0.0)


def test_other_things_are_not_stored() -> None:
    with pytest.raises(TypeError):
        as_data(object())
