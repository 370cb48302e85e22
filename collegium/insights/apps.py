"""Insights as a Django app."""

from django.apps import AppConfig


class InsightsConfig(AppConfig):
    name = "collegium.insights"
    verbose_name = "Insights"
