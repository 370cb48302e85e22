"""A session is a fold over its events, whatever order they are tried in."""

from dataclasses import FrozenInstanceError, replace
from datetime import timedelta
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from collegium.domain.playbook import (
    SHIPPED,
    Event,
    Reason,
    Refused,
    State,
    advance,
    relive,
    replay,
)
from collegium.domain.playbook import EventKind as K
from collegium.domain.playbook.altering import altered
from collegium.domain.playbook.state import Phase
from collegium.domain.playbook.transitions import TABLE
from tests.domain.effort import examples
from tests.domain.playbook.chance import Chance
from tests.domain.playbook.rooms import (
    ADA,
    BEN,
    CREW,
    MEMBERS,
    START,
    Room,
    gym,
    open_room,
    shipped,
)

PLAYBOOKS = {name: shipped(name) for name in SHIPPED} | {"gym": gym()}


def test_an_event_sent_twice_counts_once() -> None:
    room = open_room(step="did_not_work")
    room.write(BEN, "card", "once")
    again = room.events[-1]
    assert advance(room.state, again, now=room.clock) == (room.state, ())


def test_an_event_out_of_order_is_refused() -> None:
    room = open_room()
    for sequence in (room.state.sequence, room.state.sequence + 2):
        event = replace(room.event(ADA, K.NEXT_SPEAKER), sequence=sequence, key="new")
        with pytest.raises(Refused) as caught:
            advance(room.state, event, now=room.clock)
        assert caught.value.reason is Reason.OUT_OF_ORDER


def test_an_event_from_the_future_is_refused() -> None:
    room = open_room()
    event = replace(room.event(ADA, K.NEXT_SPEAKER), at=room.clock + timedelta(seconds=1))
    with pytest.raises(Refused) as caught:
        advance(room.state, event, now=room.clock)
    assert caught.value.reason is Reason.FROM_THE_FUTURE


def test_every_phase_is_in_the_table_and_every_event_possible_somewhere() -> None:
    assert set(TABLE) == set(Phase)
    assert {kind for row in TABLE.values() for kind in row} == set(K)


def test_what_the_view_allows_is_what_the_table_allows() -> None:
    room = open_room(step="did_not_work")
    assert room.seen_by(BEN).allowed == {
        K.LEAVE,
        K.JOIN,
        K.TAKE_OVER,
        K.CONTRIBUTE,
        K.EDIT,
        K.WITHDRAW,
        K.HAND,
        K.READY,
        K.ASSIGN,
        K.SHARE,
        K.UNSHARE,
    }
    assert K.REVEAL in room.seen_by(ADA).allowed
    assert room.seen_by("eve").allowed == frozenset()


@settings(max_examples=examples(20), deadline=None)
@given(st.sampled_from(sorted(PLAYBOOKS)), st.integers(1, 90), st.integers(0, 2**32))
def test_any_session_replays_to_itself_and_keeps_its_secrets(
    name: str, events: int, seed: int
) -> None:
    chance = Chance(PLAYBOOKS[name], CREW, Random(seed))
    for number in range(events):
        chance.happen()
        chance.assert_in_order()
        if number % 5 == 0:
            chance.assert_secrets_kept()
            chance.assert_views_agree()
    chance.assert_replays()


@settings(max_examples=examples(1), deadline=None)
@given(st.integers(0, 2**32))
def test_a_thousand_things_happen_and_the_log_tells_them_all(seed: int) -> None:
    chance = Chance(gym(), CREW, Random(seed))
    for number in range(1000):
        chance.happen()
        chance.assert_in_order()
        if number % 25 == 0:
            chance.assert_secrets_kept()
            chance.assert_views_agree()
    chance.assert_replays()
    assert chance.refused
    assert len(chance.done) > 15


def test_a_state_is_altered_as_anything_frozen_is() -> None:
    before = open_room(step="did_not_work").state
    after = altered(before, hands=(BEN,), paused_at=START)
    assert after == replace(before, hands=(BEN,), paused_at=START)
    assert (before.hands, before.paused_at) == ((), None)
    with pytest.raises(FrozenInstanceError):
        after.hands = ()  # type: ignore[misc]  # it is frozen, which is what is tried


def test_a_long_session_of_a_thousand_events_replays() -> None:
    room = open_room(step="did_not_work")
    for number in range(990):
        member = MEMBERS[number % 4]
        if number < 40:
            room.write(member, "card", f"card {number}")
        else:
            own = room.seen_by(member).mine[number % 10].id
            room.play(member, K.EDIT, contribution=own, words={"text": f"edit {number}"})
    assert replay(PLAYBOOKS["session_one"], room.events) == room.state


@settings(max_examples=examples(10), deadline=None)
@given(st.integers(1, 60), st.integers(0, 2**32))
def test_what_a_log_holds_against_the_rules_of_today_is_passed_over(events: int, seed: int) -> None:
    chance = Chance(gym(), CREW, Random(seed))
    for _ in range(events):
        chance.happen()
    foreign = [
        replace(event, key=f"foreign {event.key}", actor="eve")
        for event in chance.room.events
        if event.kind is not K.OPEN
    ]
    log = [*chance.room.events, *foreign]
    log.sort(key=lambda event: (event.at, event.sequence, event.key))
    state, reasons = State(gym()), []
    for number, event in enumerate(log, 1):
        state, reason = relive(state, replace(event, sequence=number))
        reasons.append(reason)
    assert state.sequence == len(log)
    assert replace(state, sequence=0, keys=frozenset()) == replace(
        chance.state, sequence=0, keys=frozenset()
    )
    assert sum(reason is not None for reason in reasons) == len(foreign)


def test_a_session_that_was_led_by_looser_rules_can_be_read_by_stricter_ones() -> None:
    loose = replace(gym(), steps=tuple(replace(one, keep=False) for one in gym().steps))
    strict = replace(gym(), steps=tuple(replace(one, keep=bool(one.votes)) for one in gym().steps))
    room = Room(State(loose))
    room.play(ADA, K.OPEN, members=list(MEMBERS))
    room.play(BEN, K.JOIN)
    room.play(ADA, K.END, early=True)
    state = State(strict)
    reasons = []
    for event in room.events:
        state, reason = relive(state, event)
        reasons.append(reason)
    assert reasons == [None, None, Reason.PART_AHEAD]
    assert state.phase is not Phase.ENDED
    assert advance(state, room.events[-1], now=room.clock) == (state, ())
    event = Event(state.sequence + 1, "on", BEN, room.clock, K.HAND)
    assert advance(state, event, now=room.clock)[0].hands == (BEN,)


def test_an_event_of_nobody_before_the_opening_is_refused() -> None:
    event = Event(1, "k", "ada", START, K.JOIN)
    with pytest.raises(Refused):
        advance(State(PLAYBOOKS["session_one"]), event, now=START)
