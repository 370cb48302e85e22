"""Rows of insights."""

from collegium.insights.models.editions import Closing, Counted, Edition, EditionCell

__all__ = [
    "Closing",
    "Counted",
    "Edition",
    "EditionCell",
]
