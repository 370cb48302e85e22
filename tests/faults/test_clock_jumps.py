"""The clock of the machine is set forward a day or back an hour, under everything."""

from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest

from collegium.domain.composition import VERSION
from collegium.groups.actions import claim_run
from collegium.groups.models import Composition, Group, Member, RunState
from collegium.mailing.actions.empty import empty_outbox
from collegium.mailing.actions.plan import plan_due, plan_practice, plan_sessions
from collegium.mailing.chores import AHEAD
from collegium.mailing.models import Mail
from collegium.meetings.actions.abandoned import end_abandoned
from collegium.meetings.actions.presence import note_seen
from collegium.meetings.live import memory
from collegium.meetings.models import Kind, SessionState
from tests.builders import a_lead, a_programme, an_organisation
from tests.faults.figures import Figure
from tests.faults.invariants import broken
from tests.mailing.conftest import Office
from tests.mailing.conftest import office as office  # noqa: PLC0414 - a fixture
from tests.mailing.worlds import DAY, a_date, a_group_of_four
from tests.meetings.live_sessions import opened

HOUR = timedelta(hours=1)
MINUTE = timedelta(minutes=1)
MONDAY = datetime(2026, 3, 2, 7, tzinfo=UTC)
LOOKS = 3  # of the worker here in a day

type Jumps = dict[int, timedelta]  # how far the clock is off from a day on


def a_month() -> Group:
    """A group that held Session One on Monday and has a date for Session Two."""
    group = a_group_of_four()
    a_date(group, starts_at=MONDAY, state=SessionState.ENDED, ended_at=MONDAY + HOUR)
    a_date(group, starts_at=MONDAY + 10 * DAY, kind=Kind.SESSION_TWO)
    return group


def lived(group: Group, jumps: Jumps) -> None:
    """Two weeks of a worker whose clock jumps; Ada leaves on the fifth day."""
    off = timedelta()
    leaver = Member.objects.filter(group=group, person__name="Ada Byron")
    for number in range(14 * LOOKS):
        off = jumps.get(number // LOOKS, off)
        now = MONDAY + HOUR + number * DAY / LOOKS + off
        if number == 5 * LOOKS:
            leaver.update(left_at=now)
        plan_practice(now, ahead=AHEAD)
        plan_sessions(now, ahead=AHEAD)
        plan_due(now)
        empty_outbox(lambda now=now: now, lambda: False)  # type: ignore[misc]  # mypy knows no default of a lambda


@pytest.mark.parametrize(
    "jumps",
    [{3: DAY, 4: timedelta()}, {3: -HOUR}, {2: DAY, 3: -HOUR, 8: timedelta()}],
    ids=["a day forward and back", "an hour back", "forward, back too far, right"],
)
def test_each_reminder_comes_once_and_none_after_leaving(
    office: Office, jumps: Jumps, record_property: Figure
) -> None:
    lived(a_month(), jumps)
    names = Counter(mail["Message-ID"] for mail in office.arrived)
    assert names
    assert set(names.values()) == {1}
    assert set(names) <= set(Mail.objects.values_list("message_id", flat=True))
    assert broken() == []
    record_property("reminders of a month with a jumping clock, each once", len(names))


def test_a_session_goes_on_although_the_clock_was_set_forward() -> None:
    live = opened()
    place = (live.session.pk, live.room(2).member.pk)
    note_seen([place], now=live.clock)
    jumped = live.clock + DAY
    assert end_abandoned(jumped) == 0  # the worker looks before the web server notes who is there
    note_seen([place], now=jumped + timedelta(seconds=5))
    assert end_abandoned(jumped + MINUTE) == 0
    live.session.refresh_from_db()
    assert live.session.state == SessionState.LIVE


@pytest.mark.parametrize("jump", [DAY, -HOUR])
def test_a_session_is_held_to_its_end_whatever_its_clock_does(jump: timedelta) -> None:
    memory.forget()
    live = opened(step="did_not_work")
    live.write(1, "card", "before")
    live.clock += jump
    live.write(2, "card", "after")
    live.finish()
    assert live.session.state == SessionState.ENDED
    assert broken() == []


@pytest.mark.parametrize("jump", [-HOUR, -DAY])
def test_groups_are_formed_although_a_lease_is_of_another_time(jump: timedelta) -> None:
    organisation = an_organisation()
    run = Composition.objects.create(
        programme=a_programme(organisation),
        created_by=a_lead(organisation),
        state=RunState.WAITING,
        people=12,
        seed=0,
        moves=1_000,
        version=VERSION,
        problem={},
    )
    assert claim_run(MONDAY) == run  # by a worker that dies; then the clock is set right
    assert claim_run(MONDAY + MINUTE + jump) == run
    assert claim_run(MONDAY + MINUTE + jump) is None
