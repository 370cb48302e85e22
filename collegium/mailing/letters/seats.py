"""Whether a mail's reader still sits where the mail is about."""

from uuid import UUID

from django.utils.translation import gettext as _

from collegium.groups.models import Group, GroupState
from collegium.groups.queries import enter
from collegium.groups.rooms import Room
from collegium.people.models import Person


def seat(person: Person, group_id: UUID, *, closed: bool = False) -> Room | None:
    """The person's place in a running group (or a closed one, if asked for); None if they left."""
    try:
        room = enter(person, group_id)
    except Group.DoesNotExist:
        return None
    return room if closed or room.group.state == GroupState.MEETING else None


def because_of(group: Group) -> str:
    """Why a member of a group gets its mails."""
    return _("You get this mail because you are in the group “%(group)s”.") % {"group": group.name}
