"""Facilitators who stand above half of the people."""

from collegium.domain.composition import Facilitator, Moves, Participant, Problem, Sizes, solve


def test_heads_of_departments_support_groups_without_their_own_people() -> None:
    people = tuple(Participant(f"p{at:02}", {"site": str(at % 5)}) for at in range(90))
    managers = {f"p{at:02}": f"head {at % 3}" for at in range(90)}
    heads = tuple(Facilitator(f"head {at}", 6) for at in range(3))
    problem = Problem(people, managers=managers, facilitators=heads, sizes=Sizes(5, 6))
    result = solve(problem, stop=Moves(5_000))
    assert result.left_out == ()
    for group, head in zip(result.groups, result.facilitators, strict=True):
        assert all(managers[person] != head for person in group)
    assert max(result.facilitators.count(head.id) for head in heads) <= 6
