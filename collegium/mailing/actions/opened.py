"""Telling a group that its words were opened on the server."""

from datetime import datetime

from collegium.audit.models import Entry
from collegium.groups.models import Group, Member
from collegium.mailing.actions.plan import message_id
from collegium.mailing.models import Mail, MailKind


def tell_opened(group: Group, entry: Entry, *, now: datetime) -> int:
    """Put a mail to every member and former member in the outbox; how many.

    Call it in the transaction of the entry. Whoever was shut out of the organisation gets no
    mail, like any other, and reads the notice if they come back.
    """
    members = Member.objects.filter(group=group, forgotten_at=None)
    people = sorted(members.values_list("person_id", flat=True))
    keys = {person: f"{MailKind.OPENED}/{group.pk}/{person}/{entry.number}" for person in people}
    return len(
        Mail.objects.bulk_create(
            Mail(
                organisation_id=group.organisation_id,
                person_id=person,
                kind=MailKind.OPENED,
                about=group.pk,
                key=key,
                key_detail=str(entry.number),
                due_at=now,
                message_id=message_id(key),
            )
            for person, key in keys.items()
        )
    )
