"""All log entries and posts that a member may read, over all cycles, to look something up."""

from collections.abc import Collection

from django.db.models import F, Q, QuerySet

from collegium.groups.rooms import Room
from collegium.practice.models import Audience, LogEntry, Post


def readable_entries(room: Room, opened: Collection[object]) -> QuerySet[LogEntry]:
    """One's own, those of one's buddies for them, and those shared since one joined.

    `opened` are cycles from before that the group has opened to those who came later.
    """
    shared = Q(changed_at__gte=room.member.joined_at) | Q(cycle__in=opened)
    to_group = Q(audience=Audience.GROUP) & shared
    addressed = LogEntry.readers.through.objects.filter(member=room.member)
    by_buddies = Q(
        pk__in=addressed.values("logentry"),
        audience=Audience.BUDDY,
        member__buddies__cycle=F("cycle"),
        member__buddies__members=room.member,
    )
    found = LogEntry.objects.filter(Q(member=room.member) | by_buddies | to_group, group=room.group)
    return found.select_related("member__person").distinct().order_by("-created_at", "id")


def readable_posts(room: Room) -> QuerySet[Post]:
    """What stands in the thread since one joined, answers too; nothing that was taken back."""
    since = room.member.joined_at
    fresh = Q(parent=None, created_at__gte=since) | Q(parent__created_at__gte=since)
    found = Post.objects.filter(fresh, group=room.group, taken_back_at=None)
    return found.select_related("member__person").order_by("-created_at", "id")
