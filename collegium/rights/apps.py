"""Rights as a Django app."""

from django.apps import AppConfig


class RightsConfig(AppConfig):
    """What people may ask of what is kept of them."""

    name = "collegium.rights"
    verbose_name = "Rights"
