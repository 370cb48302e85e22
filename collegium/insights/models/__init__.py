"""Rows of insights."""

from collegium.insights.models.editions import Closing, Counted, Edition, EditionCell
from collegium.insights.models.outcomes import (
    OutcomeFile,
    OutcomeFinding,
    OutcomeName,
    TeamOutcome,
)

__all__ = [
    "Closing",
    "Counted",
    "Edition",
    "EditionCell",
    "OutcomeFile",
    "OutcomeFinding",
    "OutcomeName",
    "TeamOutcome",
]
