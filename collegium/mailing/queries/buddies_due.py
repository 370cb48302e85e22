"""Buddies whom a third has joined."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from collegium.domain.rhythm import USUAL, put_off
from collegium.groups.models import GroupState, Member
from collegium.mailing.models import MailKind
from collegium.mailing.queries.due import Item, item
from collegium.people.models import Person
from collegium.people.queries import wishes_of

FRESH = timedelta(days=2)  # after that nobody needs to be told any more


def thirds_joined(now: datetime) -> Iterator[Item]:
    """Buddies whom somebody has just joined hear of it at a decent hour (4 queries at most)."""
    joined = Member.objects.filter(
        left_at=None,
        person__is_active=True,
        group__state=GroupState.MEETING,
        buddies__cycle__ended_at=None,
        buddies__third_at__gt=now - FRESH,
    )
    rows = joined.values_list("person", "buddies", "buddies__third_at").order_by("buddies", "id")
    found = list(rows)
    persons = Person.objects.in_bulk({person for person, _, _ in found}) if found else {}
    wishes = wishes_of({one.pk: one.country for one in persons.values()}) if found else {}
    for identity, buddies, at in found:
        one = persons[identity]
        since = at or now
        due_at = put_off(USUAL, wishes[one.pk], since, one.time_zone) or since
        yield item(MailKind.BUDDIES, one, buddies, due_at=due_at)
