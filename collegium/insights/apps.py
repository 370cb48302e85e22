"""Insights as a Django app."""

from django.apps import AppConfig


class InsightsConfig(AppConfig):
    """What may be published about a programme."""

    name = "collegium.insights"
    verbose_name = "Insights"
