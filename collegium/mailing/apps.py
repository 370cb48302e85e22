"""Mailing as a Django app."""

from django.apps import AppConfig
from django.conf import settings


class MailingConfig(AppConfig):
    """Its name and label."""

    name = "collegium.mailing"
    verbose_name = "Mailing"

    def ready(self) -> None:
        """Refuse to start with an address or a mailbox for replies that cannot work."""
        from collegium.mailing.collecting import mailbox_of  # noqa: PLC0415 - needs the models
        from collegium.mailing.reply_address import pattern_of  # noqa: PLC0415 - needs the models

        pattern_of(settings.REPLY_ADDRESS)
        mailbox_of(settings.IMAP_URL)
