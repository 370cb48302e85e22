"""Planning: what is due becomes a row, once."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import batched
from uuid import NAMESPACE_URL, uuid5

from collegium.mailing.models import Mail
from collegium.mailing.queries.buddies_due import thirds_joined
from collegium.mailing.queries.due import Item, groups_to_look_at, news
from collegium.mailing.queries.farewells_due import farewells_due
from collegium.mailing.queries.news_due import sponsors_due, thread_due
from collegium.mailing.queries.pool_due import pool_due
from collegium.mailing.queries.practice_due import practice_due
from collegium.mailing.queries.sessions_due import session_reminders
from collegium.mailing.sender import domain

AT_ONCE = timedelta()
ROWS = 500  # in one commit, so that members at their pages never wait for long


def plan_due(now: datetime) -> int:
    """Write a row for everything that is due and has none; how many were new to this pass."""
    return plan_news(now) + plan_rare(now) + plan_practice(now) + plan_sessions(now)


def plan_news(now: datetime) -> int:
    """What has happened: groups, dates, consents (one query where there is nothing new)."""
    return _write(news(now))


def plan_rare(now: datetime) -> int:
    """What seldom happens (one query for each where there is nothing)."""
    rare = (groups_to_look_at, thirds_joined, thread_due, sponsors_due, pool_due)
    return _write(one for found in rare for one in found(now))


def plan_farewells(now: datetime) -> int:
    """Whom to tell that the memory of a group goes (one query where there is nothing)."""
    return _write(farewells_due(now))


def plan_practice(now: datetime, *, ahead: timedelta = AT_ONCE) -> int:
    """What the weeks of practice make due, now or within the time `ahead`.

    A row written ahead waits until its moment, so that looking is rare and yet nothing is late.
    """
    return _write(_foreseen(practice_due, now, ahead))


def plan_sessions(now: datetime, *, ahead: timedelta = AT_ONCE) -> int:
    """Reminders of sessions, as with what practice makes due."""
    return _write(_foreseen(session_reminders, now, ahead))


def message_id(key: str) -> str:
    """The Message-ID of a mail: the same whenever and by whomever it is sent."""
    return f"<{uuid5(NAMESPACE_URL, key)}@{domain()}>"


def _foreseen(
    due: Callable[[datetime], Iterable[Item]], now: datetime, ahead: timedelta
) -> Iterator[Item]:
    """What is due within the time `ahead`. What is late already comes at once, if it may now.

    Where the hour is wrong now, as at night, it comes at the end of that time, for which it was
    found to be right.
    """
    until = now + ahead
    found = tuple(due(until))
    is_late = ahead and any(one.due_at < now for one in found)
    at_once = {one.key for one in due(now)} if is_late else set()
    for one in found:
        waits = one.due_at < now and is_late and one.key not in at_once
        yield replace(one, due_at=until) if waits else one


def _write(items: Iterable[Item]) -> int:
    """Two workers may plan at once: the key lets one row in."""
    found = {item.key: item for item in items}
    if not found:
        return 0
    known = Mail.objects.filter(about__in={item.about for item in found.values()})
    fresh = sorted(found.keys() - set(known.values_list("key", flat=True)))
    for some in batched(fresh, ROWS):
        Mail.objects.bulk_create(_rows(found[key] for key in some), ignore_conflicts=True)
    return len(fresh)


def _rows(items: Iterable[Item]) -> Iterator[Mail]:
    for item in items:
        yield Mail(
            organisation_id=item.organisation_id,
            person_id=item.person_id,
            kind=item.kind,
            about=item.about,
            key=item.key,
            key_detail=item.key.rsplit("/", 1)[-1],
            due_at=item.due_at,
            message_id=message_id(item.key),
        )
