"""The package that knows all others, as a Django app (for its commands and checks)."""

from django.apps import AppConfig


class ConfigConfig(AppConfig):
    """Named so that its templates, commands and catalogue are found."""

    name = "collegium.config"
    verbose_name = "Configuration"

    def ready(self) -> None:
        """Let `check --deploy` ask our own questions as well."""
        from collegium.config import encrypted  # noqa: F401, PLC0415 - it registers them
