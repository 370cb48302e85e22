"""Versions of the data files that an organisation brings: each stands for good."""

from datetime import datetime
from typing import Any

from django.db.models import QuerySet


class VersionTaken(ValueError):  # noqa: N818 - it says what is the case
    """Another text is kept under this key and version; none (0) where the key is a shipped one."""

    def __init__(self, key: str, version: int) -> None:
        super().__init__(f"{key} {version}")
        self.key, self.version = key, version


def retire(own: QuerySet[Any], *, retired: bool, now: datetime) -> None:
    """Take all versions of a file off the offer, or offer them again."""
    if retired:
        own.filter(retired_at=None).update(retired_at=now)
    else:
        own.update(retired_at=None)
