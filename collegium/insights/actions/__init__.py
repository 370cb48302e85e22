"""The verbs of insights: publishing what is final, once."""

from collegium.insights.actions.closing import close_months, close_until
from collegium.insights.actions.freezing import freeze
from collegium.insights.subjects import Subject

__all__ = ["Subject", "close_months", "close_until", "freeze"]
