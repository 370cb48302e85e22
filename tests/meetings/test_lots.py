"""Events of several sessions in one transaction: each log goes on by its own, whole or not."""

import gc
from functools import partial
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pytest_django import DjangoCaptureOnCommitCallbacks

from collegium.domain.playbook import Event, Reason, Refused
from collegium.groups.models import Member
from collegium.groups.rooms import Room
from collegium.meetings.actions.live import Ask, Recorded, record_together
from collegium.meetings.live import drawing, memory
from collegium.meetings.live.drawing import Frame, Occupant, Sitting, draw_together
from collegium.meetings.live.rendering import NAMES_FOR
from collegium.meetings.models import SessionEvent
from collegium.meetings.queries import live as queries
from collegium.vault import keyring
from collegium.vault.sealing import VaultError
from tests.meetings.live_sessions import START, LiveGroup, opened

pytestmark = pytest.mark.django_db(databases="__all__")


def card(live: LiveGroup, number: int, text: str, key: UUID | None = None) -> Ask:
    return Ask(
        session=live.session.pk,
        group=live.group.pk,
        member=UUID(live.member(number)),
        key=key or uuid4(),
        kind="contribute",
        data={"slot": "card", "words": {"text": text}},
        room=partial(live.room, number),
    )


def cards(live: LiveGroup) -> list[str]:
    """Out of the log alone."""
    memory.forget()
    return [one.words["text"] for one in live.state().contributions]


def test_each_session_goes_on_by_its_own_number() -> None:
    first, second, shut = (opened(step="did_not_work") for _ in range(3))
    second.write(0, "card", "earlier")
    before = [live.state().sequence for live in (first, second, shut)]
    keyring.destroy(shut.group.pk)
    again = uuid4()
    answers = record_together(
        [
            card(first, 1, "one", again),
            card(second, 1, "two"),
            card(first, 2, ""),
            card(shut, 1, "never"),
            card(first, 2, "three"),
            card(first, 1, "one", again),
        ],
        now=START,
    )
    one, two, refused, closed, three, repeated = answers
    assert isinstance(refused, Refused)
    assert refused.reason is Reason.MISSING
    assert isinstance(closed, VaultError)
    assert isinstance(repeated, Recorded)
    assert not repeated.effects
    assert [answer.sequence for answer in (one, two, three) if isinstance(answer, Recorded)] == [
        before[0] + 1,
        before[1] + 1,
        before[0] + 2,
    ]
    assert cards(first) == ["one", "three"]
    assert cards(second) == ["earlier", "two"]
    for live, so_far, more in zip((first, second, shut), before, (2, 1, 0), strict=True):
        live.session.refresh_from_db()
        events = SessionEvent.objects.filter(session=live.session).order_by("sequence")
        numbers = [row.sequence for row in events]
        assert numbers == list(range(1, live.session.last_sequence + 1))
        assert live.session.last_sequence == so_far + more
        assert {row.group_id for row in events} == {live.group.pk}


@pytest.mark.parametrize("number", [1, 3])
def test_a_lot_costs_the_same_questions_for_one_session_and_for_many(
    number: int, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    asks = []
    for live in [opened(step="did_not_work") for _ in range(number)]:
        memory.remember(live.session.pk, live.state())
        asks += [card(live, 1, "one"), card(live, 2, "two")]
    keyring.forget()
    with (
        CaptureQueriesContext(connection) as asked,
        django_capture_on_commit_callbacks(execute=True),
    ):
        answers = record_together(asks, now=START)
    assert all(isinstance(answer, Recorded) for answer in answers)
    said = [query["sql"] for query in asked if "pg_notify" not in query["sql"]]
    assert [sum(f'{verb} "' in sql for sql in said) for verb in ("SELECT", "UPDATE")] == [1, 1]


def kept_plans() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT statement FROM pg_prepared_statements ORDER BY 1")
        return [statement for (statement,) in cursor.fetchall()]


@pytest.mark.skipif("connection.vendor != 'postgresql'", reason="elsewhere plans cost nothing")
def test_what_is_asked_many_times_a_second_is_planned_once_and_nothing_else_is() -> None:
    live = opened(step="did_not_work")
    sitting = seated(live)
    for _ in range(10):
        assert draw_together({live.session.pk: sitting})[live.session.pk].frames
        assert Member.objects.filter(group=live.group).count() == len(live.people)
    kept = kept_plans()
    assert len(kept) > 1  # how it stands, who may be there
    assert all(" AS asked" in one for one in kept)
    for _ in range(10):
        assert draw_together({live.session.pk: sitting})[live.session.pk].frames
    assert kept_plans() == kept


def seated(live: LiveGroup) -> Sitting:
    return live.sitting(map(live.occupant, range(len(live.people))))


def write_elsewhere(asks: list[Ask]) -> None:
    """Write what this process hears nothing of: in a test nothing is done once it is committed."""
    record_together(asks, now=START)


@pytest.mark.parametrize("number", [1, 3])
def test_what_other_processes_wrote_is_read_for_all_sessions_at_once(number: int) -> None:
    lives = [opened(step="did_not_work") for _ in range(number)]
    sittings = {live.session.pk: seated(live) for live in lives}
    draw_together(sittings)
    write_elsewhere([card(live, 1, "from elsewhere") for live in lives for _ in "12"])
    keyring.keep([live.group.pk for live in lives])
    with CaptureQueriesContext(connection) as asked:
        drawn = draw_together(sittings)
    assert len(asked) == 4  # how they stand, who may be there, rooms, events
    for live in lives:
        assert drawn[live.session.pk].sequence == live.state().sequence
        desks = [frame.message() for frame in drawn[live.session.pk].frames.values()]
        assert sorted(desk.count("from elsewhere</p>") for desk in desks) == [0, 0, 0, 2]


@pytest.mark.parametrize("number", [1, 3])
def test_names_are_asked_anew_for_all_sessions_at_once(
    number: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = [1000.0]
    monkeypatch.setattr(drawing, "monotonic", lambda: now[-1])
    lives = [opened(step="did_not_work") for _ in range(number)]
    sittings = {live.session.pk: seated(live) for live in lives}
    for live in lives:  # one after the other
        draw_together({live.session.pk: sittings[live.session.pk]})
        now.append(now[-1] + 5)
    for live in lives:
        live.people[1].name = "Somebody Else"
        live.people[1].save()
    now.append(now[0] + NAMES_FOR + 1)
    keyring.keep([live.group.pk for live in lives])
    with CaptureQueriesContext(connection) as asked:
        drawn = draw_together(sittings)
    assert len(asked) == 3  # how they stand, who may be there, names
    for live in lives:
        for frame in drawn[live.session.pk].frames.values():
            assert "Somebody Else" in frame.message()


def test_a_session_that_cannot_be_read_holds_up_no_other_that_went_on_elsewhere(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def read(room: Room, row: SessionEvent) -> Event:
        if row.session_id == broken.session.pk:
            raise KeyError("a word of somebody's")
        return event_of(room, row)

    shut, left, broken, fine = lives = [opened(step="did_not_work") for _ in range(4)]
    sittings = {live.session.pk: seated(live) for live in lives}
    draw_together(sittings)
    write_elsewhere([card(live, 1, "from elsewhere") for live in lives])
    keyring.destroy(shut.group.pk)
    Member.objects.filter(group=left.group).update(left_at=START)
    event_of = queries._event
    monkeypatch.setattr(queries, "_event", read)
    drawn = draw_together(sittings)
    assert not drawn[shut.session.pk].there
    assert not drawn[left.session.pk].there
    assert drawn[broken.session.pk].there
    assert not drawn[broken.session.pk].frames
    assert drawn[fine.session.pk].sequence == fine.state().sequence


def test_what_a_live_session_knows_leaves_nothing_that_only_refers_to_itself(
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    live = opened(step="did_not_work")
    sitting = seated(live)
    known: dict[Occupant, Frame] = {}

    def write_and_look(number: int) -> None:
        with django_capture_on_commit_callbacks(execute=True):
            record_together([card(live, number % 3, f"the {number}.")], now=START)
        frames = draw_together({live.session.pk: sitting})[live.session.pk].frames
        for one, frame in frames.items():
            assert frame.message(known.get(one))
            known[one] = frame

    write_and_look(0)
    gc.collect()
    gc.disable()
    try:
        for number in range(1, 20):
            write_and_look(number)
        assert gc.collect() == 0
    finally:
        gc.enable()
