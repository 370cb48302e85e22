"""Events of several sessions in one transaction: each log goes on by its own, whole or not."""

from functools import partial
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pytest_django import DjangoCaptureOnCommitCallbacks

from collegium.domain.playbook import Reason, Refused
from collegium.meetings.actions.live import Ask, Recorded, record_together
from collegium.meetings.live import memory
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
