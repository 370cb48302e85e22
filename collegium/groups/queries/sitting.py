"""Who has a place in the groups of a programme that meet, for its lead."""

from uuid import UUID

from collegium.groups.models import PUBLISHED, Group, Member, Programme


def sitting_in(programme: Programme, person_id: UUID) -> Member:
    """Somebody's place in a published group, the last one if they have left.

    Raises `Member.DoesNotExist` for whoever never had one.
    """
    places = Member.objects.select_related("group", "person").filter(
        group__programme=programme, group__state__in=PUBLISHED, forgotten_at=None
    )
    found = list(places.filter(person=person_id).order_by("-joined_at"))
    if not found:
        raise Member.DoesNotExist
    return next((one for one in found if one.left_at is None), found[0])


def seated_in(group: Group) -> tuple[Member, ...]:
    """Who has a place in a group now, by name (one query)."""
    members = Member.objects.select_related("person").filter(group=group, left_at=None)
    return tuple(members.order_by("person__name", "id"))
