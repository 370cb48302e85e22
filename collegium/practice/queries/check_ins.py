"""Check-ins of two or three buddies, read by them alone."""

from dataclasses import dataclass
from datetime import date

from collegium.groups.models import Cycle, Member
from collegium.groups.queries import buddies_of
from collegium.groups.rooms import Room
from collegium.practice.models import CheckIn
from collegium.practice.queries.visible import talks_for


@dataclass(frozen=True, slots=True)
class CheckInView:
    """One talk."""

    week: int
    talked_on: date
    confirmed_by: str
    note: str


@dataclass(frozen=True, slots=True)
class CheckIns:
    """Whom I check in with, and the talks we had, the latest first."""

    buddies: tuple[Member, ...]
    talks: tuple[CheckInView, ...]

    def in_week(self, week: int) -> CheckInView | None:
        """The talk of a week."""
        return next((one for one in self.talks if one.week == week), None)


def check_ins_of(room: Room, cycle: Cycle) -> CheckIns:
    """The check-ins of the room's member (two queries and the key)."""
    rows = talks_for(room, cycle).select_related("confirmed_by__person")
    return CheckIns(
        buddies=buddies_of(room, cycle), talks=tuple(_opened(room, row) for row in rows)
    )


def _opened(room: Room, row: CheckIn) -> CheckInView:
    by = row.confirmed_by
    return CheckInView(
        week=row.week,
        talked_on=row.talked_on,
        confirmed_by=by.person.name if by else "",
        note=room.read(row, "note"),
    )
