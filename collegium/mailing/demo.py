"""In demo mode nothing is sent: mails land where the demo's mailbox page shows them."""

from collections.abc import Sequence
from email.utils import parseaddr

from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend

from collegium.mailing.models import DemoMail

LONGEST_SUBJECT = 300


class DemoBackend(BaseEmailBackend):
    """Keeps each mail as it would have gone over the wire."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Store, one row per recipient."""
        rows = [
            DemoMail(
                to=parseaddr(to)[1],
                subject=mail.subject[:LONGEST_SUBJECT],
                message=mail.message().as_string(),
            )
            for mail in email_messages
            for to in mail.recipients()
        ]
        DemoMail.objects.bulk_create(rows)
        return len(email_messages)
