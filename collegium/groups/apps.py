"""Groups as a Django app."""

from django.apps import AppConfig


class GroupsConfig(AppConfig):
    name = "collegium.groups"
    verbose_name = "Groups"
