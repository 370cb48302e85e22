"""What a group sees of itself tells nothing of one of its members."""

from itertools import combinations_with_replacement

import pytest

from collegium.domain.evidence.small import Scale, group_mean, has_fallen, nobody_stands_out

FIVE = Scale(1, 5)


@pytest.mark.parametrize("answers", [[], [3], [1, 5]])
def test_fewer_than_three_answers_have_no_mean(answers: list[float]) -> None:
    assert group_mean(answers, FIVE) is None


def test_a_mean_comes_in_half_points_and_never_at_the_end() -> None:
    assert group_mean([4, 4, 3], FIVE) == 3.5
    assert group_mean([5, 5, 5], FIVE) == group_mean([5, 5, 4], FIVE) == 4.5
    assert group_mean([1, 1, 1], FIVE) == group_mean([1, 1, 2], FIVE) == 1.5


@pytest.mark.parametrize("people", [3, 4, 5, 6, 8])
def test_the_mean_alone_tells_no_answer_of_anybody(people: int) -> None:
    might_have_said: dict[float, set[int]] = {}
    for answers in combinations_with_replacement(range(1, 6), people):
        mean = group_mean(answers, FIVE)
        assert mean is not None
        might_have_said.setdefault(mean, set()).update(answers)
    assert all(len(said) > 1 for said in might_have_said.values())


@pytest.mark.parametrize(
    ("sessions", "fallen"),
    [
        ([], False),
        ([[5, 5, 5]], False),
        ([[5, 4, 4], [4, 4, 4]], False),
        ([[5, 5, 4], [4, 3, 4]], True),
        ([[5, 5, 5], [1, 1]], False),  # two answers tell nothing
        ([[1, 1], [4, 4, 4], [3, 3, 3]], True),
        ([[5, 5, 5], [3, 3, 3], [5, 5, 5]], False),  # it has come back
    ],
)
def test_a_clear_fall_is_half_a_point(sessions: list[list[float]], fallen: bool) -> None:
    assert has_fallen(sessions) is fallen


def test_who_reads_all_but_one_would_know_that_one() -> None:
    nothing: set[str] = set()
    assert nobody_stands_out({"a", "b", "c"}, {"a": nothing, "b": nothing, "c": nothing})
    assert not nobody_stands_out({"a", "b"}, {"a": nothing, "b": nothing})
    assert not nobody_stands_out({"a", "b", "c"}, {"a": {"b"}, "b": nothing, "c": nothing})
    assert not nobody_stands_out({"a", "b", "c"}, {"d": {"a", "b"}})
    assert nobody_stands_out({"a", "b", "c"}, {"a": {"b", "c"}, "d": {"a", "b", "c"}})
