"""What a session begins with: who sits in the group, whose turn it is for which part."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from collegium.domain.playbook import Playbook, hosts, owners, rota
from collegium.groups.models import Buddies
from collegium.groups.rooms import Room
from collegium.meetings.models import Outcome, Session
from collegium.meetings.queries.live import ROLES, seated

LATE = timedelta(hours=1)  # whoever begins later than that keeps no date any more


def opening(
    room: Room, session: Session, book: Playbook, *, host: str, now: datetime
) -> dict[str, object]:
    """Return the data of the event that opens a session."""
    members = seated(room)
    past = history(room)
    guests = [one for one in members if one != host]  # whoever hosts a case does not bring it
    return {
        "members": list(members),
        "host": host,
        "hosts": list(hosts(members, past, host=host)),
        "roles": rota(members, past, host=host).by_role(),
        "owners": list(owners([*guests, host], past, book.cases)),
        "partners": partners(session, members),
        "until": (_begins(session, now) + _length(book, members)).isoformat(),
    }


def history(room: Room) -> list[Mapping[str, str]]:
    """Return who played which part in the group's sessions, oldest first."""
    rows = Outcome.objects.filter(group=room.group, kind=ROLES).order_by("session__ended_at", "id")
    return [room.read(row, "body")["roles"] for row in rows]


def partners(session: Session, members: tuple[str, ...]) -> list[list[str]]:
    """Return who checks in with whom in the session's cycle, of those who sit in the group."""
    found: dict[object, list[str]] = {}
    rows = Buddies.members.through.objects.filter(buddies__cycle=session.cycle_id)
    for pair, member in rows.order_by("id").values_list("buddies_id", "member_id"):
        if str(member) in members:
            found.setdefault(pair, []).append(str(member))
    return [sorted(pair, key=members.index) for pair in found.values() if len(pair) > 1]


def _begins(session: Session, now: datetime) -> datetime:
    planned = session.starts_at
    return planned if planned and abs(now - planned) < LATE else now


def _length(book: Playbook, members: tuple[str, ...]) -> timedelta:
    return timedelta(minutes=book.minutes_for(len(members)))
