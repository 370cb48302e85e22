"""News of threads and notes to bosses, as practice tells them."""

from collections.abc import Iterator
from datetime import datetime

from collegium.mailing.models import MailKind
from collegium.mailing.queries.due import Item
from collegium.practice.queries.news import thread_news
from collegium.practice.queries.sponsor import sponsor_notes_due


def thread_due(now: datetime) -> Iterator[Item]:
    """One mail a day at most for each member of a group that talks (1 query when none does)."""
    for one in thread_news(now):
        yield Item(
            person_id=one.person_id,
            organisation_id=one.organisation_id,
            kind=MailKind.THREAD,
            about=one.group_id,
            key=f"{MailKind.THREAD}/{one.group_id}/{one.person_id}/{one.day.isoformat()}",
            due_at=one.due_at,
        )


def sponsors_due(now: datetime) -> Iterator[Item]:
    """Notes that members agreed to have sent (1 query)."""
    for one in sponsor_notes_due(now):
        yield Item(
            person_id=one.person_id,
            organisation_id=one.organisation_id,
            kind=MailKind.SPONSOR,
            about=one.note_id,
            key=f"{MailKind.SPONSOR}/{one.note_id}/{one.person_id}/0",
            due_at=one.due_at,
        )
