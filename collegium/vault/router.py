"""Keys live in a database of their own, so that a dump of the main one shows nothing."""

from typing import Any

from django.db.models import Model

VAULT = "vault"


class VaultRouter:
    """Sends the vault's model to the `vault` database and everything else to the default."""

    def db_for_read(self, model: type[Model], **_hints: object) -> str | None:
        """Where to read a model."""
        return VAULT if model._meta.app_label == VAULT else None

    def db_for_write(self, model: type[Model], **_hints: object) -> str | None:
        """Where to write a model."""
        return VAULT if model._meta.app_label == VAULT else None

    def allow_migrate(self, db: str, app_label: str, **_hints: Any) -> bool:
        """Which tables stand in which database."""
        return (db == VAULT) == (app_label == VAULT)
