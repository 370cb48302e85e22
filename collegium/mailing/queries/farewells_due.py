"""Groups whose memory goes."""

from collections.abc import Iterator
from datetime import datetime

from collegium.domain.rhythm import USUAL, put_off
from collegium.groups.models import Member
from collegium.mailing.models import MailKind
from collegium.mailing.queries.due import Item, item
from collegium.people.models import Person
from collegium.people.queries import wishes_of


def farewells_due(now: datetime) -> Iterator[Item]:
    """Whoever wrote in a group hears in time that its memory goes, at a decent hour.

    Also those who left it: they can take along what is theirs (at most 4 queries).
    """
    wrote = Member.objects.filter(
        group__farewell__isnull=False,
        group__farewell__gone_at=None,
        person__is_active=True,
        forgotten_at=None,
    )
    rows = wrote.values_list("person", "group", "group__farewell__told_on")
    found = list(rows.order_by("group", "pk"))
    persons = Person.objects.in_bulk({person for person, _, _ in found}) if found else {}
    wishes = wishes_of({one.pk: one.country for one in persons.values()}) if found else {}
    for identity, group, told_on in found:
        one = persons[identity]
        due_at = put_off(USUAL, wishes[one.pk], now, one.time_zone) or now
        yield item(MailKind.FAREWELL, one, group, due_at=due_at, detail=told_on.isoformat())
