"""The package that knows all others, as a Django app (for its commands and checks)."""

from django.apps import AppConfig


class ConfigConfig(AppConfig):
    """Named so that its templates, commands and catalogue are found."""

    name = "collegium.config"
    verbose_name = "Configuration"
