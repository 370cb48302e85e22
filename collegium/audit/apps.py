"""The record as a Django app."""

from django.apps import AppConfig


class AuditConfig(AppConfig):
    """Stands below people, so that every package's actions can write to it."""

    name = "collegium.audit"
    verbose_name = "Record of acts"
