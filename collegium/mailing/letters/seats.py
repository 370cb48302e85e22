"""Whether a mail's reader still sits where the mail is about."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _

from collegium.groups.models import Group, GroupState, Member
from collegium.groups.queries import enter, enter_all
from collegium.groups.rooms import Room
from collegium.mailing.models import Mail
from collegium.people.models import Person


def seat(person: Person, group_id: UUID, *, closed: bool = False) -> Room | None:
    """The person's place in a running group (or a closed one, if asked for); None if they left."""
    try:
        room = enter(person, group_id)
    except Group.DoesNotExist:
        return None
    return room if closed or room.group.state == GroupState.MEETING else None


@dataclass(frozen=True, slots=True)
class Seats:
    """The places of the readers of a batch of mails about groups."""

    _rooms: Mapping[tuple[UUID, UUID], Room]

    @property
    def members(self) -> tuple[Member, ...]:
        """All of them."""
        return tuple(room.member for room in self._rooms.values())

    def seat(self, mail: Mail, group_id: UUID | None = None) -> Room | None:
        """The reader's place in the running group that a mail is about; None if they left."""
        room = self._rooms.get((mail.person_id, group_id or mail.about))
        return room if room and room.group.state == GroupState.MEETING else None


def seats_of(mails: Sequence[Mail]) -> Seats:
    """The places of mails that are about groups (one query)."""
    return Seats(enter_all((mail.person_id, mail.about) for mail in mails))


def because_of(group: Group) -> str:
    """Why a member of a group gets its mails."""
    return _("You get this mail because you are in the group “%(group)s”.") % {"group": group.name}
