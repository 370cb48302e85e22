"""Who may read a log entry: its author always; buddies and the group as the author chose."""

from collections.abc import Collection
from uuid import UUID

from django.db.models import Q, QuerySet

from collegium.groups.models import Buddies, Cycle
from collegium.groups.rooms import Room
from collegium.practice.models import Audience, LogEntry


def readable(room: Room, cycle: Cycle, buddies: Collection[UUID]) -> QuerySet[LogEntry]:
    """The entries of a cycle that the room's member may read.

    `buddies` are the members they check in with in this cycle. Who became one after an entry was
    written does not read it.
    """
    mine = Q(member=room.member)
    addressed = LogEntry.readers.through.objects.filter(member=room.member)
    to_me = Q(pk__in=addressed.values("logentry"))
    by_buddies = to_me & Q(audience=Audience.BUDDY, member__in=buddies)
    to_group = Q(audience=Audience.GROUP)
    return LogEntry.objects.filter(mine | by_buddies | to_group, group=room.group, cycle=cycle)


def my_buddies(room: Room, cycle: Cycle) -> Buddies | None:
    """The pair or trio in which the room's member checks in this cycle."""
    own = Buddies.objects.filter(cycle=cycle, cycle__group=room.group, members=room.member)
    return own.first()
