"""What a member wrote in a group, as the pages about one's own words have it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID


@dataclass(frozen=True, slots=True, repr=False)
class Wrote:
    """One thing that a member wrote: `kind` and `id` name it, `words` are by part.

    `numbers` are what they gave along with it. `stays` says that others stand by it too, so that
    it is the group's.
    """

    kind: str
    id: UUID
    at: datetime
    words: Mapping[str, str]
    cycle_id: UUID | None = None
    session_id: UUID | None = None
    numbers: Mapping[str, int] = field(default_factory=dict)
    stays: bool = False


class NotYoursError(Exception):
    """There is no such thing that the member wrote and may take back."""
