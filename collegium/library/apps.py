"""Library as a Django app."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class LibraryConfig(AppConfig):
    """Stories, techniques, resources, and the search over them."""

    name = "collegium.library"
    verbose_name = "Library"

    def ready(self) -> None:
        """Give the text search its tables whenever the database was brought up to date."""
        from collegium.library.index.tables import prepare  # noqa: PLC0415 - needs the models

        post_migrate.connect(prepare, sender=self, dispatch_uid="library.index")
