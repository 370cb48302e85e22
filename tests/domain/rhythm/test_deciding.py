"""The decision by rule, where nobody acts."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from collegium.domain.rhythm import Diary, Held, Proposal, answer_by, borne, decided, enough

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
ANN, BEN, EVE, KEI = "ann", "ben", "eve", "kei"


def proposal(place: int, *, can: str = "", cannot: str = "", days: int | None = None) -> Proposal:
    """A proposal by its place; people are single letters."""
    starts = NOW + timedelta(days=place if days is None else days)
    return Proposal(str(place), starts, place, frozenset(can), frozenset(cannot))


def test_without_a_word_it_is_the_time_that_weighs_least() -> None:
    found = decided([proposal(2), proposal(1), proposal(3)], members=4, now=NOW)
    assert found
    assert found.key == "1"


def test_most_can_come_before_anything_else_counts() -> None:
    offered = [proposal(1, cannot="a"), proposal(2, cannot="ab"), proposal(3)]
    assert decided(offered, members=6, now=NOW) == offered[2]
    assert decided(offered[:2], members=6, now=NOW) == offered[0]
    said_yes = [proposal(1, can="a"), proposal(2, can="ab")]
    assert decided(said_yes, members=6, now=NOW) == said_yes[1]


def test_a_time_for_too_few_is_none_and_so_is_one_that_is_over() -> None:
    assert decided([proposal(1, cannot="ab")], members=4, now=NOW) is None
    assert decided([proposal(1, cannot="ab")], members=5, now=NOW)
    assert decided([proposal(0)], members=4, now=NOW) is None
    assert decided([], members=4, now=NOW) is None


def test_enough_is_more_than_half_and_three_where_there_are_three() -> None:
    assert [enough(members) for members in range(1, 9)] == [1, 2, 3, 3, 3, 4, 4, 5]


def test_answers_have_four_days_and_the_group_two_days_of_warning() -> None:
    far, near = NOW + timedelta(days=30), NOW + timedelta(days=3)
    assert answer_by(NOW, far) == NOW + timedelta(days=4)
    assert answer_by(NOW, near) == NOW + timedelta(days=1)
    assert answer_by(NOW, NOW + timedelta(hours=1)) == NOW


@given(
    st.lists(st.tuples(st.frozensets(st.sampled_from("abcdef")), st.integers(-2, 5)), max_size=3),
    st.integers(6, 8),
)
def test_nobody_beats_the_one_decided(said: list[tuple[frozenset[str], int]], members: int) -> None:
    offered = [
        proposal(place, cannot="".join(cannot), days=days)
        for place, (cannot, days) in enumerate(said)
    ]
    found = decided(offered, members=members, now=NOW)
    possible = [
        one for one in offered if one.starts > NOW and members - len(one.cannot) >= enough(members)
    ]
    assert (found is None) == (not possible)
    assert all(found and len(found.cannot) <= len(one.cannot) for one in possible)


def test_only_who_sat_in_the_group_bore_anything() -> None:
    people = [Diary(ANN, "UTC"), Diary(KEI, "Asia/Tokyo"), Diary(EVE, "UTC")]
    held = [Held(NOW, 60, frozenset({ANN, KEI}))] * 2
    assert borne(people, held) == {ANN: 0, KEI: 2 * 120}
    assert borne(people, []) == {}
