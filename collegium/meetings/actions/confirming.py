"""Giving every session of a programme its best proposed time in one go."""

from datetime import datetime

from django.db import transaction

from collegium.groups.models import Group, GroupState, Programme
from collegium.meetings.actions.dates import set_date
from collegium.meetings.models import Session, SessionState
from collegium.meetings.queries.dates import latest_cycle, programme_dates


@transaction.atomic
def confirm_best_times(programme: Programme, *, now: datetime) -> int:
    """Confirm every undated session at its best time to come; how many got one.

    A session without such a time after the session before it stays open. Doing it twice
    changes nothing.
    """
    _, groups = programme_dates(programme.organisation, programme.pk)
    meeting = (group for group in groups if group.state == GroupState.MEETING)
    return sum(_confirm_cycle(group, now) for group in meeting)


def _confirm_cycle(group: Group, now: datetime) -> int:
    confirmed, earliest = 0, now
    for session in latest_cycle(group):
        found = session.starts_at
        if session.state == SessionState.PROPOSED:
            found = _confirm(session, earliest, now)
            if found is None:
                break
            confirmed += 1
        earliest = max(earliest, found or earliest)
    return confirmed


def _confirm(session: Session, earliest: datetime, now: datetime) -> datetime | None:
    """The best time after `earliest`, asked for only now: Session One proposes Session Two anew."""
    slot = session.slots.filter(starts_at__gt=earliest).first()
    if slot is None:
        return None
    set_date(
        session.pk,
        starts_at=slot.starts_at,
        host_id=session.host_id,
        link=session.link,
        now=now,
    )
    return slot.starts_at
