"""What the practice weeks make due, as practice tells it."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from collegium.domain.rhythm import Kind
from collegium.mailing.models import Mail, MailKind
from collegium.mailing.queries.due import Item
from collegium.practice.queries.reminders import due_reminders

REMEMBERED = timedelta(days=15)  # longer than any week of practice, and than what is put off
KINDS = (Kind.LOG, Kind.CHECK_IN, Kind.TIP, Kind.NUDGE, Kind.DIGEST)


def practice_due(now: datetime) -> Iterator[Item]:
    """Reminders of the practice weeks that were not planned yet (ten queries at most)."""
    for one in due_reminders(now, _planned(now)):
        yield Item(
            person_id=one.person_id,
            organisation_id=one.organisation_id,
            kind=MailKind(one.kind),
            about=one.about,
            key=one.key,
            due_at=one.due_at,
        )


def _planned(now: datetime) -> frozenset[str]:
    """The keys of reminders that have a mail already, of the last weeks (1 query)."""
    mails = Mail.objects.filter(
        kind__in=[kind.value for kind in KINDS], due_at__gt=now - REMEMBERED
    )
    return frozenset(mails.values_list("key", flat=True))
