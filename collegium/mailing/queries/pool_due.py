"""The challenge pool: that somebody is asked, and that looking for people came to its end."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from uuid import UUID

from collegium.domain.rhythm import USUAL, put_off
from collegium.groups.queries.pool import ended_lately, unanswered
from collegium.mailing.models import MailKind
from collegium.mailing.queries.due import PLAIN, Item, item
from collegium.people.models import Person
from collegium.people.queries import wishes_of

type Found = tuple[MailKind, Person, UUID, str]


def pool_due(now: datetime) -> Iterator[Item]:
    """Mails about open questions and ended searches, at a decent hour (2 to 4 queries)."""
    found: list[Found] = [(MailKind.ASKED, one.person, one.pk, PLAIN) for one in unanswered()]
    found += [
        (MailKind.NOT_FORMED, one.person, one.pk, one.ends_at.date().isoformat())
        for one in ended_lately(now)
    ]
    yield from _at_decent_hours(found, now) if found else ()


def _at_decent_hours(found: Iterable[Found], now: datetime) -> Iterator[Item]:
    wishes = wishes_of({person.pk: person.country for _, person, _, _ in found})
    for kind, person, about, detail in found:
        due_at = put_off(USUAL, wishes[person.pk], now, person.time_zone) or now
        yield item(kind, person, about, due_at=due_at, detail=detail)
