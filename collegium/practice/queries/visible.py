"""Who may read what members write between sessions.

A log entry: its author always; buddies and the group as the author chose. What buddies write to
one another: those who were buddies when it was written. The thread: everybody, from the day on
which they joined the group.
"""

from collections.abc import Collection
from uuid import UUID

from django.db.models import F, Q, QuerySet

from collegium.groups.models import Buddies, Cycle
from collegium.groups.rooms import Room
from collegium.practice.models import Audience, CheckIn, LogEntry, Post, Worksheet


def readable(room: Room, cycle: Cycle, buddies: Collection[UUID]) -> QuerySet[LogEntry]:
    """The entries of a cycle that the room's member may read.

    `buddies` are the members they check in with in this cycle. Who became one after an entry was
    written does not read it, nor does who joined the group after it was shared there.
    """
    mine = Q(member=room.member)
    addressed = LogEntry.readers.through.objects.filter(member=room.member)
    to_me = Q(pk__in=addressed.values("logentry"))
    by_buddies = to_me & Q(audience=Audience.BUDDY, member__in=buddies)
    to_group = Q(audience=Audience.GROUP, changed_at__gte=room.member.joined_at)
    return LogEntry.objects.filter(mine | by_buddies | to_group, group=room.group, cycle=cycle)


def my_buddies(room: Room, cycle: Cycle) -> tuple[Buddies, ...]:
    """The pair or trio in which the room's member checks in this cycle.

    There are two for whoever came as a third to another pair; their own stands first.
    """
    own = Buddies.objects.filter(cycle=cycle, cycle__group=room.group, members=room.member)
    return tuple(own.order_by(F("third_at").asc(nulls_first=True), "pk"))


def talks_for(room: Room, cycle: Cycle) -> QuerySet[CheckIn]:
    """The check-ins of a cycle in which the room's member was one of the buddies."""
    own = CheckIn.objects.filter(group=room.group, buddies__cycle=cycle)
    return own.filter(readers=room.member, buddies__members=room.member)


def worksheets_for(room: Room, cycle: Cycle) -> QuerySet[Worksheet]:
    """The worksheets of a cycle that the room's member wrote or that were written to them."""
    rows = Worksheet.objects.filter(group=room.group, buddies__cycle=cycle)
    addressed = Worksheet.readers.through.objects.filter(member=room.member)
    together = Q(member__buddies__cycle=cycle, member__buddies__members=room.member)
    to_me = together & Q(pk__in=addressed.values("worksheet"))
    return rows.filter(Q(member=room.member) | to_me).distinct()


def posts_for(room: Room) -> QuerySet[Post]:
    """What was said to the group since the room's member joined, without the answers."""
    since = room.member.joined_at
    return Post.objects.filter(group=room.group, parent=None, created_at__gte=since)
