"""One action of one member at a time, so that a double click finds what the first one made."""

from collegium.groups.models import Member
from collegium.groups.rooms import Room


def take_turn(room: Room) -> None:
    """Wait until no other request of the same member acts, for the whole transaction.

    Raises `Member.DoesNotExist` where they have left meanwhile or were forgotten: what they write
    now would stay for ever. To be called before anything else is waited for.
    """
    waiting = Member.objects.select_for_update(of=("self",), no_key=True)
    waiting.get(pk=room.member.pk, left_at=None, forgotten_at=None)
