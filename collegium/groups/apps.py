"""Groups as a Django app."""

from django.apps import AppConfig


class GroupsConfig(AppConfig):
    """Programmes, their composition, groups and what they promise each other."""

    name = "collegium.groups"
    verbose_name = "Groups"
