"""A place in a group, had for the first time or again."""

from datetime import datetime
from uuid import UUID

from collegium.groups.models import Member


def seat(group_id: UUID, person_id: UUID, *, now: datetime) -> None:
    """Let somebody sit in a group; whoever comes back keeps when they first came."""
    place, is_new = Member.objects.get_or_create(
        group_id=group_id, person_id=person_id, defaults={"joined_at": now}
    )
    if not is_new:
        back = Member.objects.filter(pk=place.pk)
        back.update(first_joined_at=place.came_at, joined_at=now, left_at=None)
