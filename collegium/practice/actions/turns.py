"""One action of one member at a time, so that a double click finds what the first one made."""

from collegium.groups.models import Member
from collegium.groups.rooms import Room


def take_turn(room: Room) -> None:
    """Wait until no other request of the same member acts, for the whole transaction."""
    Member.objects.select_for_update(of=("self",)).get(pk=room.member.pk)
