"""Fair turns over many sessions."""

from collections import Counter
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from collegium.domain.playbook import EventKind as K
from collegium.domain.playbook import Roles, State, hosts, owners, rota
from tests.domain.playbook.rooms import ADA, BEN, CLEO, CREW, DEV, FAY, GUS, MEMBERS, Room, gym

PARTS = ("timekeeper", "scribe")
_groups = st.integers(3, 8).flatmap(lambda n: st.permutations([f"member {m}" for m in range(n)]))


def session(host: str, timekeeper: str, scribe: str, **more: str) -> dict[str, str]:
    return {"host": host, "timekeeper": timekeeper, "scribe": scribe, **more}


def test_a_new_group_begins_with_the_first_who_do_not_host() -> None:
    assert rota(MEMBERS, [], host=ADA) == Roles(timekeeper=BEN, scribe=CLEO)
    assert rota(MEMBERS, [], host=BEN) == Roles(timekeeper=ADA, scribe=CLEO)


def test_who_did_it_least_often_is_next() -> None:
    history = [session(ADA, BEN, CLEO), session(BEN, CLEO, DEV), session(CLEO, DEV, ADA)]
    assert rota(MEMBERS, history, host=DEV) == Roles(timekeeper=ADA, scribe=BEN)


def test_among_equals_it_is_who_did_it_longest_ago() -> None:
    history = [session(ADA, CLEO, BEN), session(ADA, BEN, CLEO)]
    assert rota((ADA, BEN, CLEO), history, host=ADA) == Roles(timekeeper=CLEO, scribe=BEN)


def test_who_has_hosted_does_something_else_later() -> None:
    assert rota(MEMBERS, [session(ADA, BEN, CLEO)], host=BEN) == Roles(ADA, DEV)


def test_in_a_pair_the_other_does_both_and_alone_one_does_all() -> None:
    assert rota((ADA, BEN), [], host=ADA) == Roles(BEN, BEN)
    assert rota((ADA,), [], host=ADA) == Roles(ADA, ADA)
    with pytest.raises(ValueError, match="needs members"):
        rota((), [], host=ADA)


def test_who_is_gone_does_not_count() -> None:
    history = [session("eve", "eve", "eve")] * 5
    assert rota(MEMBERS, history, host=ADA) == Roles(BEN, CLEO)
    assert owners(MEMBERS, [{"owner": "eve"}], 1) == (ADA,)


def test_a_session_opens_with_its_rota() -> None:
    found = rota(CREW, [], host=ADA)
    room = Room(State(gym()))
    named = {"roles": found.by_role(), "owners": list(owners(CREW, [], 2))}
    room.play(ADA, K.OPEN, members=list(CREW), **named)
    assert dict(room.seen_by(ADA).roles) == {"timekeeper": BEN, "scribe": CLEO}
    assert room.state.owners == (ADA, BEN)


def test_cases_go_to_those_who_had_fewest_then_longest_ago_then_in_order() -> None:
    history = [{"owner": CLEO}, {"owner_1": BEN, "owner_2": CLEO}, {"owner_1": ADA}]
    assert owners(CREW, history, 6) == (DEV, FAY, GUS, BEN, ADA, CLEO)
    assert owners(CREW, history, 1) == (DEV,)
    assert owners(CREW, history, 0) == ()


def test_hosting_passes_to_who_hosted_least_then_longest_ago_then_in_order() -> None:
    assert hosts(MEMBERS, [], host=ADA) == (BEN, CLEO, DEV, ADA)
    history = [{"host": BEN}, {"host": CLEO}, {"host": BEN}, {"host": "eve"}, {"scribe": DEV}]
    assert hosts(MEMBERS, history, host=ADA) == (DEV, CLEO, ADA, BEN)


def test_hosting_goes_round_among_those_who_are_there_by_the_order_of_the_opening() -> None:
    room = Room(State(gym()))
    room.play(ADA, K.OPEN, members=list(CREW), hosts=[GUS, FAY, DEV, ADA])
    for member in (BEN, CLEO, DEV, FAY):
        room.play(member, K.JOIN)
    followed = []
    for _ in range(4):
        room.play(room.state.host, K.LEAVE)
        followed.append(room.state.host)
    assert followed == [FAY, DEV, BEN, CLEO]  # who is not named comes in order


def test_who_shares_a_device_does_not_host_when_their_turn_comes() -> None:
    room = Room(State(gym()))
    room.play(ADA, K.OPEN, members=list(MEMBERS), hosts=[BEN, CLEO, DEV, ADA])
    room.play(CLEO, K.JOIN)
    room.play(CLEO, K.SHARE, to=BEN)
    room.play(ADA, K.LEAVE)
    assert room.state.host == CLEO


@given(_groups, st.integers(1, 30), st.integers(0, 7))
def test_where_the_next_of_the_rota_hosts_each_time_nobody_hosts_two_times_more_often(
    members: list[str], sessions: int, first: int
) -> None:
    host, history = members[first % len(members)], []
    for _ in range(sessions):
        history.append({"host": host})
        host = hosts(members, history[:-1], host=host)[0]
    assert uneven(members, history, "host") < 2


def test_more_cases_than_members_begin_again() -> None:
    assert owners((ADA, BEN), [{"owner": ADA}], 5) == (BEN, ADA, BEN, ADA, BEN)
    assert owners((), [], 3) == ()


def uneven(members: list[str], history: list[dict[str, str]], part: str) -> int:
    """How many times more often than anybody else somebody did a part."""
    done = Counter(one[part] for one in history)
    times = [done[member] for member in members]
    return max(times) - min(times)


def played(members: list[str], sessions: int, host: Callable[[int], str]) -> list[dict[str, str]]:
    history: list[dict[str, str]] = []
    for number in range(sessions):
        found = rota(members, history, host=host(number))
        assert host(number) not in {found.timekeeper, found.scribe}
        assert found.timekeeper != found.scribe
        history.append(session(host(number), found.timekeeper, found.scribe))
    return history


@given(_groups, st.integers(1, 30))
def test_where_all_host_in_turn_nobody_does_a_part_two_times_more_often(
    members: list[str], sessions: int
) -> None:
    history = played(members, sessions, lambda number: members[number % len(members)])
    assert all(uneven(members, history, part) < 2 for part in PARTS)


@given(_groups, st.integers(1, 30))
def test_where_one_always_hosts_the_others_take_fair_turns(
    members: list[str], sessions: int
) -> None:
    history = played(members, sessions, lambda _: members[0])
    assert all(uneven(members[1:], history, part) < 2 for part in PARTS)


@given(_groups, st.lists(st.integers(1, 4), min_size=1, max_size=15))
def test_nobody_brings_a_case_two_times_more_often(members: list[str], cases: list[int]) -> None:
    history: list[dict[str, str]] = []
    for number in cases:
        found = owners(members, history, number)
        assert len(found) == number
        history.append({f"owner_{case}": one for case, one in enumerate(found, 1)})
    had = Counter(one for past in history for one in past.values())
    times = [had[member] for member in members]
    assert max(times) - min(times) < 2


@given(_groups, st.data())
def test_the_same_past_gives_the_same_rota(members: list[str], data: st.DataObject) -> None:
    one = st.sampled_from([*members, "eve"])
    past = st.dictionaries(st.sampled_from(["host", *PARTS, "owner_1", "other"]), one)
    history = data.draw(st.lists(past, max_size=8))
    host = data.draw(one)
    found = rota(members, history, host=host)
    assert found == rota(tuple(members), [dict(past) for past in history], host=host)
    assert {found.timekeeper, found.scribe} <= set(members) - {host}
