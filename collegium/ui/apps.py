"""The design system as a Django app."""

from django.apps import AppConfig


class UiConfig(AppConfig):
    """Templates, tags, styles and scripts; no models."""

    name = "collegium.ui"
    label = "ui"
