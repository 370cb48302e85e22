"""Which rows go by themselves when they are old: a model says since when it counts, and of whom."""

from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import Q


@dataclass(frozen=True, slots=True)
class Goes:
    """`kind` is one of `domain.retention`; `since` a moment and `organisation` a link of the row.

    What `unless` finds stays for as long as it does.
    """

    kind: str
    since: str
    organisation: str
    unless: Callable[[], Q] | None = None
