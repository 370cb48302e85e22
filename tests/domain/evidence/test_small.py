"""What a group sees of itself tells nothing of one of its members."""

from itertools import combinations_with_replacement

import pytest

from collegium.domain.evidence.small import Scale, group_mean, has_fallen, nobody_stands_out

FIVE = Scale(1, 5)
PERCENT = Scale(0, 100, step=10)


@pytest.mark.parametrize("answers", [[], [3], [1, 5], [3, 1, 1]])
def test_fewer_than_four_answers_have_no_mean(answers: list[float]) -> None:
    assert group_mean(answers, FIVE) is None


def test_a_mean_comes_in_eighths_of_the_scale_and_never_near_the_end() -> None:
    assert group_mean([4, 4, 3, 3], FIVE) == 3.5
    assert group_mean([5, 5, 5, 5], FIVE) == group_mean([5, 4, 5, 1], FIVE) == 4
    assert group_mean([1, 1, 1, 1], FIVE) == group_mean([1, 2, 1, 5], FIVE) == 2
    assert group_mean([60, 70, 60, 60], PERCENT) == 62.5
    assert group_mean([100] * 6, PERCENT) == group_mean([100] * 5 + [0], PERCENT) == 87.5


@pytest.mark.parametrize("people", [4, 5, 6])
@pytest.mark.parametrize("scale", [FIVE, Scale(0, 10), PERCENT, Scale(1, 2)])
def test_who_answered_too_cannot_tell_what_the_others_said(scale: Scale, people: int) -> None:
    """Neither from the mean alone nor, for whoever knows one of the answers, with that."""
    values = range(int(scale.low), int(scale.high) + 1, int(scale.step))
    others: dict[tuple[int, float], set[int]] = {}
    for answers in combinations_with_replacement(values, people):
        mean = group_mean(answers, scale)
        assert mean is not None
        for own in set(answers):
            said = list(answers)
            said.remove(own)
            others.setdefault((own, mean), set()).update(said)
    assert all(len(said) > 1 for said in others.values())


@pytest.mark.parametrize(
    ("sessions", "fallen"),
    [
        ([], False),
        ([[5, 5, 5, 5]], False),
        ([[5, 4, 4, 4], [4, 4, 4, 4]], False),
        ([[5, 5, 4, 4], [4, 3, 4, 4]], True),
        ([[5, 5, 5, 5], [1, 1, 1]], False),  # three answers tell nothing
        ([[1, 1], [4, 4, 4, 4], [3, 3, 3, 3]], True),
        ([[5, 5, 5, 5], [3, 3, 3, 3], [5, 5, 5, 5]], False),  # it has come back
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
