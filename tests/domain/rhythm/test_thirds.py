from hypothesis import given
from hypothesis import strategies as st

from collegium.domain.rhythm import Talks, Third, thirds

SIX = ("ann", "ben", "cat", "dan", "eve", "fay")
WEEKS = (1, 2, 3)


def talks(name: str, *members: str, talked: tuple[int, ...] = WEEKS, joined: bool = False) -> Talks:
    return Talks(name, members, WEEKS, frozenset(talked), joined)


def test_two_missed_talks_in_a_row_bring_a_third_whose_talks_go_well() -> None:
    group = [
        talks("1", "ann", "ben", talked=(1,)),
        talks("2", "cat", "dan", talked=(2, 3)),
        talks("3", "eve", "fay"),
    ]
    assert thirds(group, sitting=SIX) == (Third("1", "cat"),)


def test_one_missed_talk_or_two_with_one_between_bring_nobody() -> None:
    for talked in ((1, 2), (2,), (3,), (1, 3)):
        assert thirds([talks("1", "ann", "ben", talked=talked)], sitting=SIX) == ()
    early = Talks("1", ("ann", "ben"), asked=(1,))
    again = talks("2", "cat", "dan", talked=(4,))  # in the week that still runs
    assert thirds([early, again], sitting=SIX) == ()


def test_weeks_in_which_one_of_them_was_away_are_not_missed() -> None:
    holidays = Talks("1", ("ann", "ben"), asked=(1,), talked=frozenset({1}))
    assert thirds([holidays], sitting=SIX) == ()


def test_who_has_nobody_comes_first_and_nobody_gets_two_while_others_have_one() -> None:
    group = [
        talks("1", "ann", "ben", talked=()),
        talks("2", "cat", "dan", talked=()),
        talks("3", "eve", "fay"),
    ]
    assert thirds(group[:2], sitting=SIX) == (Third("1", "eve"), Third("2", "fay"))
    assert thirds(group, sitting=SIX) == (Third("1", "eve"), Third("2", "fay"))


def test_a_trio_stays_and_what_was_joined_once_is_not_joined_again() -> None:
    trio = talks("1", "ann", "ben", "cat", talked=())
    joined = talks("2", "dan", "eve", talked=(), joined=True)
    assert thirds([trio, joined], sitting=SIX) == ()


def test_one_left_alone_gets_somebody_at_once() -> None:
    group = [Talks("1", ("ann",)), talks("2", "cat", "dan")]
    assert thirds(group, sitting=("ann", "cat", "dan")) == (Third("1", "cat"),)
    assert thirds([Talks("1", ())], sitting=SIX) == ()


def test_where_nobody_else_sits_nobody_comes() -> None:
    assert thirds([talks("1", "ann", "ben", talked=())], sitting=("ann", "ben")) == ()


@given(
    talked=st.lists(st.frozensets(st.sampled_from(WEEKS)), min_size=3, max_size=3),
    joined=st.lists(st.booleans(), min_size=3, max_size=3),
)
def test_each_pair_gets_one_at_most_from_outside_it(
    talked: list[frozenset[int]], joined: list[bool]
) -> None:
    pairs = [SIX[:2], SIX[2:4], SIX[4:]]
    group = [Talks(str(at), pair, WEEKS, talked[at], joined[at]) for at, pair in enumerate(pairs)]
    found = thirds(group, sitting=SIX)
    assert len({one.id for one in found}) == len(found)
    assert {one.id for one in found} == {
        one.id for one in group if not one.is_joined and not one.talked & {2, 3}
    }
    assert all(one.member not in pairs[int(one.id)] for one in found)
    assert found == thirds(list(reversed(group)), sitting=SIX)
