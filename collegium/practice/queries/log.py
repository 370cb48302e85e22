"""The log as its readers see it."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from collegium.groups.models import Cycle
from collegium.groups.queries import buddies_of
from collegium.groups.rooms import Room
from collegium.practice.models import Audience, LogEntry
from collegium.practice.queries.visible import readable


@dataclass(frozen=True, slots=True)
class EntryView:
    """One log entry, opened for somebody who may read it."""

    id: UUID
    author_id: UUID
    author: str
    mine: bool
    week: int
    did: str
    happened: str
    learned: str
    audience: Audience
    attempts: int
    sure: int | None
    written: datetime
    changed: datetime | None  # if it was


@dataclass(frozen=True, slots=True)
class Log:
    """My own entries, and those that others let me read."""

    mine: tuple[EntryView, ...]
    shared: tuple[EntryView, ...]


def log_of(room: Room, cycle: Cycle) -> Log:
    """All that the room's member may read of a cycle's log, the latest week first."""
    entries = all_readable(room, cycle)
    return Log(
        mine=tuple(one for one in entries if one.mine),
        shared=tuple(one for one in entries if not one.mine),
    )


def all_readable(room: Room, cycle: Cycle) -> tuple[EntryView, ...]:
    """Every entry of a cycle that the room's member may read (three queries and the key)."""
    buddies = [one.pk for one in buddies_of(room, cycle)]
    rows = readable(room, cycle, buddies).select_related("member__person")
    return tuple(_opened(room, row) for row in rows)


def my_entry(room: Room, entry_id: UUID) -> EntryView:
    """An entry to change; raises `LogEntry.DoesNotExist` for anybody's but one's own."""
    rows = LogEntry.objects.select_related("member__person")
    return _opened(room, rows.get(pk=entry_id, group=room.group, member=room.member))


def _opened(room: Room, row: LogEntry) -> EntryView:
    return EntryView(
        id=row.pk,
        author_id=row.member_id,
        author=row.member.person.name,
        mine=row.member_id == room.member.pk,
        week=row.week,
        did=room.read(row, "did"),
        happened=room.read(row, "happened"),
        learned=room.read(row, "learned"),
        audience=Audience(row.audience),
        attempts=row.attempts,
        sure=row.sure,
        written=row.created_at,
        changed=row.changed_at if row.changed_at > row.created_at else None,
    )
