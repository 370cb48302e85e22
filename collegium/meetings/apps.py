"""Meetings as a Django app."""

from django.apps import AppConfig


class MeetingsConfig(AppConfig):
    """Label `meetings`."""

    name = "collegium.meetings"
    verbose_name = "Meetings"
