"""Events of several sessions in one transaction: each log goes on by its own, whole or not."""

import gc
from functools import partial
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pytest_django import DjangoCaptureOnCommitCallbacks

from collegium.domain.playbook import Reason, Refused
from collegium.meetings.actions.live import Ask, Recorded, record_together
from collegium.meetings.live import memory
from collegium.meetings.live.drawing import Frame, Occupant, Sitting, draw_together
from collegium.meetings.live.rendering import Reader, Sketch, place_of
from collegium.meetings.models import SessionEvent
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
    assert [sum(sql.startswith(verb) for sql in said) for verb in ("SELECT", "UPDATE")] == [1, 1]


def test_what_a_live_session_knows_leaves_nothing_that_only_refers_to_itself(
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    live = opened(step="did_not_work")
    people = zip(live.people, map(live.room, range(len(live.people))), strict=True)
    place = live.group.pk, live.session.pk, Reader("en", "UTC")
    everybody = frozenset(Occupant(one.pk, room.member.pk, *place) for one, room in people)
    sitting = Sitting(Sketch(place_of(live.group.pk, live.session.pk)), everybody)
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
