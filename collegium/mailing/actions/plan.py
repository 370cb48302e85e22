"""Planning: what is due becomes a row, once."""

from collections.abc import Iterator
from datetime import datetime
from uuid import NAMESPACE_URL, uuid5

from collegium.mailing.models import Mail
from collegium.mailing.queries.due import (
    Item,
    cancellations,
    consents_asked,
    groups_ready,
    groups_to_look_at,
)
from collegium.mailing.queries.practice_due import practice_due
from collegium.mailing.queries.sessions_due import sessions_due, sessions_left
from collegium.mailing.sender import domain


def plan_due(now: datetime) -> int:
    """Write a row for everything that is due and has none; how many were new to this pass.

    Two workers may plan at once: the key lets one row in.
    """
    found = {item.key: item for item in _everything(now)}
    known = Mail.objects.filter(about__in={item.about for item in found.values()})
    fresh = found.keys() - set(known.values_list("key", flat=True))
    rows = [_row(found[key]) for key in sorted(fresh)]
    if rows:
        Mail.objects.bulk_create(rows, ignore_conflicts=True)
    return len(rows)


def message_id(key: str) -> str:
    """The Message-ID of a mail: the same whenever and by whomever it is sent."""
    return f"<{uuid5(NAMESPACE_URL, key)}@{domain()}>"


def _everything(now: datetime) -> Iterator[Item]:
    yield from groups_ready(now)
    yield from sessions_due(now)
    yield from sessions_left(now)
    yield from cancellations(now)
    yield from practice_due(now)
    yield from consents_asked(now)
    yield from groups_to_look_at(now)


def _row(item: Item) -> Mail:
    return Mail(
        organisation_id=item.organisation_id,
        person_id=item.person_id,
        kind=item.kind,
        about=item.about,
        key=item.key,
        due_at=item.due_at,
        message_id=message_id(item.key),
    )
