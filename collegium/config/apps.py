"""The package that knows all others, as a Django app (for its commands and checks)."""

from django.apps import AppConfig


class ConfigConfig(AppConfig):
    name = "collegium.config"
    verbose_name = "Configuration"
