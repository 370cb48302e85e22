"""The vault as a Django app."""

from django.apps import AppConfig


class VaultConfig(AppConfig):
    """Label `vault`, which is also the name of its database."""

    name = "collegium.vault"
    verbose_name = "Vault"
