"""The request as a group's own pages see it."""

from collegium.groups.rooms import Room
from collegium.people.http import PersonRequest


class RoomRequest(PersonRequest):
    """A request by a member of the group named in the address."""

    room: Room
