"""Library as a Django app."""

from django.apps import AppConfig


class LibraryConfig(AppConfig):
    """Stories and techniques."""

    name = "collegium.library"
    verbose_name = "Library"
