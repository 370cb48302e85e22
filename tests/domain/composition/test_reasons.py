"""Why somebody sits where they sit, and why somebody sits nowhere."""

from collegium.domain.composition import (
    Obstacle,
    Problem,
    Reason,
    Rule,
    Rules,
    Sizes,
    Stop,
    solve,
)
from tests.domain.composition.worlds import crowd, person

STOP = Stop(2_000)


def reasons(problem: Problem) -> dict[str, tuple[Reason, ...]]:
    return {p.person: p.reasons for p in solve(problem, stop=STOP).placements}


def test_a_rare_value_is_a_reason() -> None:
    people = (*crowd(3), person("rare", categories={"department": "law"}))
    assert Reason("only_one", "department", "law") in reasons(Problem(people))["rare"]


def test_what_two_can_give_each_other_is_a_reason_on_both_sides() -> None:
    giver = person("giver", strengths=frozenset({"coaching"}))
    taker = person("taker", wants=frozenset({"coaching"}))
    told = reasons(Problem((*crowd(2), giver, taker)))
    assert told["giver"] == (Reason("helps", value="coaching", people=("taker",)),)
    assert told["taker"] == (Reason("learns", value="coaching", people=("giver",)),)


def test_kept_together_and_new_faces() -> None:
    problem = Problem(
        crowd(4),
        rules=Rules(together=frozenset({("p001", "p002")})),
        met=frozenset({("p001", "p002")}),
    )
    told = reasons(problem)["p001"]
    assert Reason("kept_together", people=("p002",)) in told
    assert Reason("new_faces", people=("p000", "p003")) in told


def test_the_only_place_that_the_rules_leave() -> None:
    german = tuple(person(f"g{at}", languages=frozenset({"de"})) for at in range(4))
    french = tuple(person(f"f{at}", languages=frozenset({"fr"})) for at in range(4))
    told = reasons(Problem(german + french))
    assert Reason("only_place", rules=(Rule.LANGUAGE,)) in told["g0"]


def test_obstacles_name_rule_groups_and_people() -> None:
    people = crowd(9, promotion_pool="")
    managers = {"p001": "p000", "p002": "p000"}
    rules = Rules(apart=frozenset((f"p00{at}", "p000") for at in range(3, 9)))
    problem = Problem(people, managers, sizes=Sizes(4, 5), rules=rules)
    (out,) = solve(problem, stop=STOP).left_out
    assert out.proven
    told = {obstacle.rule: obstacle for obstacle in out.obstacles}
    assert told[Rule.LINE].people == ("p001", "p002")
    assert told[Rule.APART].groups == (0, 1)


def test_where_no_group_can_be_everybody_stands_in_the_way() -> None:
    people = crowd(4, promotion_pool="board")
    result = solve(Problem(people), stop=STOP)
    assert (result.groups, result.objective, result.bound, result.gap) == ((), 0, 0, 0)
    assert result.left_out[0].obstacles == (Obstacle(Rule.POOL, (), ("p001", "p002", "p003")),)
