"""Mailing as a Django app."""

from django.apps import AppConfig


class MailingConfig(AppConfig):
    """Its name and label."""

    name = "collegium.mailing"
    verbose_name = "Mailing"
