"""How far sessions have come: what is asked of them many times a second, and nothing else."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from uuid import UUID

from collegium.meetings.live.at_once import columns, grown
from collegium.meetings.models import Session

_META = Session._meta
LAST_SEQUENCE = _META.get_field("last_sequence")
FIELDS = (
    _META.get_field("id"),
    _META.get_field("group"),
    _META.get_field("state"),
    LAST_SEQUENCE,
)


@dataclass(frozen=True, slots=True)
class Standing:
    """A session, as far as is needed while it goes on."""

    pk: UUID
    group_id: UUID
    state: str
    last_sequence: int


def standing(session_ids: Collection[UUID], *, lock: bool = False) -> dict[UUID, Standing]:
    """Return how sessions stand (one query).

    With `lock` nobody else moves them on until the transaction ends.
    """
    found = (Standing(*row) for row in columns(FIELDS, session_ids, lock=lock))
    return {one.pk: one for one in found}


def latest(known: Mapping[UUID, int]) -> dict[UUID, int]:
    """Return the number of the last event of each session that has one `known` not yet."""
    return grown(LAST_SEQUENCE, known)
