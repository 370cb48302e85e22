"""A session is a fold over its events, whatever order they are tried in."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from collegium.domain.playbook import (
    Event,
    Reason,
    Refused,
    State,
    advance,
    from_json,
    replay,
    to_json,
    visible,
)
from collegium.domain.playbook import EventKind as K
from collegium.domain.playbook.kinds import SLOTS
from collegium.domain.playbook.state import Phase
from collegium.domain.playbook.transitions import TABLE, why_not
from tests.domain.playbook.rooms import ADA, BEN, MEMBERS, START, Room, open_room, shipped

PLAYBOOKS = {name: shipped(name) for name in ("orientation", "session_one", "session_two")}
SECRET = "known to its author alone"


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


_words = st.fixed_dictionaries(
    {},
    optional={
        key: st.sampled_from([SECRET, "", "x" * 4001])
        for key in ("text", "when", "will", "happened")
    },
)
_marks = st.dictionaries(
    st.sampled_from(["effect", "effort", "risk", "fit", "confidence_before", "safety_after"]),
    st.integers(0, 6),
    max_size=4,
)
_good = st.sampled_from(
    [
        {"slot": "card", "words": {"text": SECRET}},
        {"slot": "cause", "words": {"text": SECRET}, "marks": {"in_our_control": 1}},
        {"slot": "alternative", "words": {"text": "for all"}},
        {"slot": "agreement", "words": {"text": "for all"}},
        {"slot": "plan", "words": {"when": SECRET, "will": SECRET}},
        {"slot": "report", "words": {"happened": SECRET}},
        {"slot": "takeaway", "words": {"text": SECRET}},
        {"slot": "pulse", "words": {"text": SECRET}},
        {"slot": "score", "marks": {"effect": 1, "effort": 2, "risk": 3, "fit": 4}},
    ]
)
_odd = st.fixed_dictionaries(
    {}, optional={"slot": st.sampled_from([*SLOTS, "none"]), "words": _words, "marks": _marks}
)
_tries = st.tuples(
    st.sampled_from([*MEMBERS, "eve"]),
    st.sampled_from([*K, *[K.CONTRIBUTE] * 6, *[K.REVEAL, K.NEXT_STEP] * 3]),
    _good | _odd,
    st.integers(0, 40),
    st.booleans(),
)


def attempt(room: Room, step: tuple[str, K, dict[str, object], int, bool]) -> None:
    actor, kind, data, pick, early = step
    made = room.state.contributions
    named = made[pick % len(made)].id if made else "none"
    extra: dict[str, object] = {
        "contribution": named,
        "about": named,
        "to": MEMBERS[pick % 4],
        "early": early and pick == 0,
    }
    if kind is K.OPEN:
        extra["members"] = list(MEMBERS)
    before = room.state
    impossible = why_not(before, actor, kind)
    reason = tried(room, actor, kind, {**extra, **data})
    assert reason is impossible or impossible is None
    assert reason is None or room.state is before


def tried(room: Room, actor: str, kind: K, data: dict[str, object]) -> Reason | None:
    try:
        room.play(actor, kind, **data)
    except Refused as refusal:
        return refusal.reason
    return None


def assert_secrets_kept(state: State) -> None:
    for member in (*MEMBERS, "eve"):
        view = visible(state, member)
        for one in (*view.theirs, *view.earlier):
            if one.author == member:
                continue
            assert one.slot != "score"
            assert one.step in state.revealed or SECRET not in one.words.values()
            assert not {"confidence_before", "safety_after"} & set(one.marks)


@settings(max_examples=20, deadline=None)
@given(st.sampled_from(sorted(PLAYBOOKS)), st.lists(_tries, min_size=20, max_size=80))
def test_any_session_replays_to_itself_and_keeps_its_secrets(
    name: str, tries: list[tuple[str, K, dict[str, object], int, bool]]
) -> None:
    room = Room(State(PLAYBOOKS[name]))
    room.play(ADA, K.OPEN, members=list(MEMBERS))
    for one in tries:
        attempt(room, one)
        assert_secrets_kept(room.state)
    stored = [from_json(to_json(event)) for event in room.events]
    assert replay(PLAYBOOKS[name], stored) == room.state
    twice = [event for event in stored for _ in range(2)]
    assert replay(PLAYBOOKS[name], twice) == room.state
    assert [event.sequence for event in stored] == list(range(1, len(stored) + 1))


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


def test_an_event_of_nobody_before_the_opening_is_refused() -> None:
    event = Event(1, "k", "ada", START, K.JOIN)
    with pytest.raises(Refused):
        advance(State(PLAYBOOKS["session_one"]), event, now=START)
