"""People as a Django app."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """Organisations, persons, roles, the roster."""

    name = "collegium.people"
    verbose_name = "People"
