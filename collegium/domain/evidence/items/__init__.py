"""What is asked of members as numbers: sets of items as data, and when they are asked.

`parse` reads an item set's text; `asked_now` says which of its moments is open.
"""

from collegium.domain.evidence.items.items import (
    Asked,
    Audience,
    Item,
    ItemSet,
    Moment,
    Question,
    questions,
)
from collegium.domain.evidence.items.parsing import parse
from collegium.domain.evidence.items.windows import CycleTimes, asked_now, is_due

SHIPPED = (
    "confidence",
    "competence",
    "attempts",
    "connections",
    "safety",
    "recommend",
    "stay",
)

__all__ = [
    "SHIPPED",
    "Asked",
    "Audience",
    "CycleTimes",
    "Item",
    "ItemSet",
    "Moment",
    "Question",
    "asked_now",
    "is_due",
    "parse",
    "questions",
]
