"""Why somebody sits where they sit, and why somebody sits nowhere."""

from collegium.domain.composition import (
    Facilitator,
    Moves,
    Obstacle,
    Problem,
    Reason,
    Rule,
    Rules,
    Sizes,
    appraise,
    solve,
)
from tests.domain.composition.worlds import crowd, person

STOP = Moves(2_000)


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
        met={("p001", "p002"): 1.0},
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


def test_a_group_that_found_no_facilitator_says_so() -> None:
    english = Facilitator("f", 2, frozenset({"en"}))
    spoken = tuple(person(f"e{at}", languages=frozenset({"en"})) for at in range(4))
    german = tuple(person(f"g{at}", languages=frozenset({"de"})) for at in range(4))
    result = solve(Problem(spoken + german, facilitators=(english,)), stop=STOP)
    assert (result.groups, result.facilitators) == ((("e0", "e1", "e2", "e3"),), ("f",))
    told = {out.person: {found.rule for found in out.obstacles} for out in result.left_out}
    assert told.keys() == {"g0", "g1", "g2", "g3"}
    assert all(Rule.FACILITATOR in rules for rules in told.values())


def test_a_capacity_that_is_used_up_says_so() -> None:
    people = crowd(12)
    few = Problem(people, sizes=Sizes(4, 4), facilitators=(Facilitator("f", 2),))
    result = solve(few, stop=STOP)
    assert len(result.groups) == 2
    assert len(result.left_out) == 4
    assert all(Rule.FACILITATOR in {o.rule for o in out.obstacles} for out in result.left_out)


def test_a_veto_is_no_reason_and_names_nobody() -> None:
    rules = Rules(vetoes=frozenset({("p000", "p004")}))
    problem = Problem(crowd(9), sizes=Sizes(4, 4), rules=rules)
    groups = (("p000", "p001", "p002", "p003"), ("p005", "p006", "p007", "p008"))
    account = appraise(problem, groups)
    (out,) = account.left_out
    assert Obstacle(Rule.VETO, (0,), ()) in out.obstacles
    assert not any(reason.rules for placed in account.placements for reason in placed.reasons)


def test_a_boss_of_very_many_is_told_the_first_hundred_groups_only() -> None:
    people = crowd(605)
    managers = {one.id: "p000" for one in people[1:]}
    groups = tuple(tuple(one.id for one in people[at : at + 4]) for at in range(1, 605, 4))
    (out,) = appraise(Problem(people, managers), groups).left_out
    assert [(o.rule, len(o.groups), len(o.people)) for o in out.obstacles] == [
        (Rule.LINE, 100, 604)
    ]
