"""What the practice weeks make due, as practice tells it."""

from collections.abc import Iterator
from datetime import datetime

from collegium.mailing.models import MailKind
from collegium.mailing.queries.due import Item
from collegium.people.models import Person
from collegium.practice.queries.reminders import due_reminders


def practice_due(now: datetime) -> Iterator[Item]:
    """Reminders of log, check-in and question (practice's queries, and one more if any)."""
    reminders = due_reminders(now)
    persons = Person.objects.filter(pk__in={one.person_id for one in reminders})
    organisations = dict(persons.values_list("pk", "organisation_id"))
    for one in reminders:
        yield Item(
            person_id=one.person_id,
            organisation_id=organisations[one.person_id],
            kind=MailKind(one.kind),
            about=one.about,
            key=one.key,
            due_at=one.due_at,
        )
