"""Mailing as a Django app."""

from django.apps import AppConfig


class MailingConfig(AppConfig):
    name = "collegium.mailing"
    verbose_name = "Mailing"
