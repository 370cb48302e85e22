"""Practice as a Django app."""

from django.apps import AppConfig


class PracticeConfig(AppConfig):
    """Label `practice`."""

    name = "collegium.practice"
    verbose_name = "Practice"
