"""Reads of programmes and groups. What a person may reach is decided here."""

from uuid import UUID

from collegium.groups.models import Group, GroupState, Member
from collegium.groups.rooms import Room
from collegium.people.models import Person


def enter(person: Person, group_id: UUID) -> Room:
    """The room of a published group for one who sits in it.

    Raises `Group.DoesNotExist` for everybody else, whether the group exists or not.
    """
    member = (
        Member.objects.select_related("group__programme", "group__organisation", "person")
        .filter(
            group_id=group_id,
            person_id=person.pk,
            left_at=None,
            person__is_active=True,
            group__state__in=(GroupState.MEETING, GroupState.CLOSED),
        )
        .first()
    )
    if member is None:
        raise Group.DoesNotExist
    return Room(group=member.group, member=member)
