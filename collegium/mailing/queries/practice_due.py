"""What the practice weeks make due, as practice tells it."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from collegium.domain.rhythm import Kind, is_time_to_look
from collegium.mailing.models import Mail, MailKind
from collegium.mailing.queries.due import Item
from collegium.practice.queries.reminders import due_reminders

REMEMBERED = timedelta(days=15)  # longer than any week of practice, and than what is put off
KINDS = (Kind.LOG, Kind.CHECK_IN, Kind.TIP, Kind.NUDGE, Kind.DIGEST)


def practice_due(now: datetime, *, since: datetime | None = None) -> Iterator[Item]:
    """Reminders of the practice weeks that were not planned yet.

    With `since`, the moment of the last look, there is no query where nothing can have come due
    after it: everything comes at full five minutes.
    """
    if since is not None and not is_time_to_look(since, now):
        return
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
