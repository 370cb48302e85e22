"""A clock that jumps: back an hour, forward a day; and reminders written ahead."""

from datetime import UTC, datetime, timedelta
from threading import Event

import pytest

from collegium.groups.models import Group
from collegium.mailing import worker
from collegium.mailing.actions.claim import claim
from collegium.mailing.actions.plan import plan_due, plan_practice, plan_sessions
from collegium.mailing.actions.record import postpone, settle
from collegium.mailing.actions.send import send
from collegium.mailing.chores import Chore, Rota
from collegium.mailing.models import Mail, MailState
from collegium.mailing.worker import take_turn
from collegium.meetings.models import Kind, SessionState
from tests.mailing.conftest import Office
from tests.mailing.test_outbox import at
from tests.mailing.worlds import DAY, NOW, a_date, a_group_of_four

HOUR = timedelta(hours=1)
MINUTE = timedelta(minutes=1)
FRIDAY = datetime(2026, 3, 13, 13, tzinfo=UTC)  # 14:00 in Berlin, in the second week of practice


def in_practice() -> Group:
    """A group whose Session One was held on Tuesday 3 March."""
    group = a_group_of_four()
    a_date(group, starts_at=NOW, state=SessionState.ENDED, ended_at=NOW)
    a_date(group, starts_at=NOW + 28 * DAY, kind=Kind.SESSION_TWO, state=SessionState.PROPOSED)
    return group


@pytest.mark.parametrize("jump", [-HOUR, -DAY])
def test_a_dead_workers_mails_are_free_when_the_clock_was_set_back(jump: timedelta) -> None:
    a_group_of_four()
    plan_due(NOW + jump)
    assert len(claim(NOW)) == 4  # by a worker that dies; then the clock is set right
    assert len(claim(NOW + jump)) == 4


def test_clocks_a_few_minutes_apart_take_nothing_from_each_other() -> None:
    a_group_of_four()
    plan_due(NOW)
    assert len(claim(NOW + 10 * MINUTE)) == 4
    assert claim(NOW) == []


def test_what_was_postponed_does_not_wait_for_a_clock_that_was_wrong() -> None:
    a_group_of_four()
    plan_due(NOW)
    for mail in claim(NOW + DAY):
        postpone([mail], now=NOW + DAY, problem="x")
    assert len(claim(NOW + MINUTE)) == 4


@pytest.mark.parametrize("jump", [-HOUR, DAY])
def test_a_clock_that_jumps_while_a_batch_is_in_hand_doubles_nothing(
    office: Office, jump: timedelta
) -> None:
    a_group_of_four()
    plan_due(NOW - DAY)
    first = claim(NOW)
    others = claim(NOW + jump)  # another worker, after the jump
    assert len(others) == 4
    send(others, clock=lambda: NOW + jump)
    send(first, clock=lambda: NOW + MINUTE)
    assert len(office.arrived) == 4
    assert not any(settle(mail, MailState.FAILED, now=NOW) for mail in first)
    assert set(Mail.objects.values_list("state", flat=True)) == {"sent"}


@pytest.mark.parametrize("jump", [-HOUR, DAY])
def test_after_a_jump_a_worker_looks_anew(jump: timedelta) -> None:
    looked: list[datetime] = []
    rota = Rota([Chore("news", 5 * MINUTE, looked.append)])
    for now in (NOW, NOW + MINUTE, NOW + jump, NOW + jump + MINUTE):
        if chore := rota.next(now):
            chore.act(now)
            rota.did(chore, now)
    assert looked == [NOW, NOW + jump]


def test_a_pass_does_one_chore_and_the_longest_undone_first() -> None:
    done: list[str] = []

    def chore(name: str) -> Chore:
        return Chore(name, 5 * MINUTE, lambda _now: done.append(name))

    rota = Rota([chore(name) for name in ("news", "dates", "pool")])
    for minutes in (0, 0, 5, 5, 5, 5):
        take_turn(rota, at(NOW + minutes * MINUTE))
    assert done == ["news", "dates", "pool", "news", "dates"]


def test_chores_that_come_together_look_for_news_and_mail_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    done: list[str] = []
    stop = Event()

    def chore(name: str) -> Chore:
        return Chore(name, 5 * MINUTE, lambda _now: done.append(name))

    def last(_now: datetime) -> None:
        done.append("pool")
        stop.set()

    def emptied(*_: object, **_lanes: object) -> int:
        done.append("outbox")
        return 0

    rota = Rota([chore("news"), chore("dates"), Chore("pool", 5 * MINUTE, last)])
    monkeypatch.setattr(worker, "Rota", lambda: rota)
    monkeypatch.setattr(worker, "empty_outbox", emptied)
    worker.run(stop, clock=at(NOW))
    assert done == ["news", "outbox", "dates", "pool"]


def test_reminders_are_written_ahead_and_wait_for_their_minute() -> None:
    in_practice()
    assert plan_practice(FRIDAY - 6 * MINUTE, ahead=5 * MINUTE) == 0
    assert plan_practice(FRIDAY - 5 * MINUTE, ahead=5 * MINUTE) == 4
    assert set(Mail.objects.values_list("due_at", flat=True)) == {FRIDAY}
    assert claim(FRIDAY - MINUTE) == []
    assert len(claim(FRIDAY)) == 4


def test_what_is_late_comes_at_once_by_day_and_in_the_morning_after_a_night() -> None:
    in_practice()
    night = datetime(2026, 3, 14, 6, 57, tzinfo=UTC)  # 7:57 in Berlin, on a Saturday
    plan_practice(FRIDAY + HOUR, ahead=5 * MINUTE)
    assert set(Mail.objects.values_list("due_at", flat=True)) == {FRIDAY}
    Mail.objects.all().delete()
    plan_practice(night, ahead=5 * MINUTE)
    assert not Mail.objects.filter(due_at__lt=night + 3 * MINUTE).exists()


def test_a_session_is_announced_ahead_of_the_minute_too() -> None:
    group = a_group_of_four()
    a_date(group, starts_at=datetime(2026, 3, 12, 10, tzinfo=UTC))
    nine = datetime(2026, 3, 11, 8, tzinfo=UTC)  # 9:00 in Berlin on the day before
    assert plan_sessions(nine - 5 * MINUTE, ahead=6 * MINUTE) == 4
    assert set(Mail.objects.values_list("due_at", flat=True)) == {nine}


@pytest.mark.django_db(transaction=True, databases="__all__")  # it is commits that count
def test_news_are_looked_for_once_something_was_written() -> None:
    rota = Rota([])
    take_turn(rota, at(NOW))
    a_group_of_four()
    take_turn(rota, at(NOW))
    assert Mail.objects.count() == 4
