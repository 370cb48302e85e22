"""The weekly log: three lines, how often I tried, how sure I feel."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from collegium.groups.actions.turns import take_turn
from collegium.groups.models import Cycle, Member
from collegium.groups.rooms import Room
from collegium.practice.models import Audience, LogEntry
from collegium.practice.queries.visible import my_buddies
from collegium.vault.models import Buried
from collegium.vault.rows import own_identity
from collegium.vault.tombstones import bury


@dataclass(frozen=True, slots=True)
class Lines:
    """What a member writes; `sure` is 0 to 100."""

    did: str
    happened: str = ""
    learned: str = ""
    attempts: int = 0
    sure: int | None = None
    audience: Audience = Audience.BUDDY


@transaction.atomic
def write_entry(
    room: Room, cycle: Cycle, *, once: UUID, week: int, lines: Lines, now: datetime
) -> LogEntry:
    """Add an entry about a week of practice; the same `once` adds one."""
    take_turn(room)
    once = own_identity(LogEntry, once, member=room.member)
    found = LogEntry.objects.filter(pk=once, member=room.member).first()
    if found is not None:
        return found
    entry = LogEntry(
        pk=once, group=room.group, cycle=cycle, member=room.member, week=week, created_at=now
    )
    return _fill(room, entry, lines, now=now)


@transaction.atomic
def change_entry(room: Room, entry_id: UUID, *, lines: Lines, now: datetime) -> LogEntry:
    """Change one's own entry; raises `LogEntry.DoesNotExist` for anybody else's."""
    rows = LogEntry.objects.select_for_update()
    entry = rows.get(pk=entry_id, group=room.group, member=room.member)
    return _fill(room, entry, lines, now=now)


@transaction.atomic
def withdraw_entry(room: Room, entry_id: UUID) -> None:
    """Delete one's own entry with all its words; nothing happens where it is gone already.

    Raises `LogEntry.DoesNotExist` for anybody else's.
    """
    take_turn(room)
    entry = LogEntry.objects.filter(pk=entry_id, group=room.group).first()
    if entry is None:
        return
    if entry.member_id != room.member.pk:
        raise LogEntry.DoesNotExist
    entry.delete()
    bury(Buried.WORDS, entry_id, what="log", member=room.member.pk)


def _fill(room: Room, entry: LogEntry, lines: Lines, *, now: datetime) -> LogEntry:
    entry.did, entry.happened, entry.learned = lines.did, lines.happened, lines.learned
    entry.attempts, entry.sure = lines.attempts, lines.sure
    entry.audience = lines.audience
    entry.changed_at = now
    entry.save()
    buddies = my_buddies(room, entry.cycle) if lines.audience is Audience.BUDDY else ()
    # whoever becomes a buddy later reads what is written from then on
    entry.readers.set(Member.objects.filter(buddies__in=buddies).exclude(pk=room.member.pk))
    return entry
