"""People as a Django app."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "collegium.people"
    verbose_name = "People"
