"""What buddies wrote to one another, read by them alone."""

from dataclasses import dataclass
from datetime import datetime

from collegium.groups.models import Cycle
from collegium.groups.rooms import Room
from collegium.practice.models import Worksheet
from collegium.practice.queries.visible import worksheets_for


@dataclass(frozen=True, slots=True)
class WorksheetView:
    """One member's sheet of one week."""

    author: str
    mine: bool
    week: int
    tried: str
    stuck: str
    moment: str
    step: str
    written: datetime


@dataclass(frozen=True, slots=True)
class Worksheets:
    """All sheets of a cycle that a member may read, the latest week first."""

    all: tuple[WorksheetView, ...]

    def in_week(self, week: int) -> tuple[WorksheetView, ...]:
        """Those of one week, in the order in which they were begun."""
        return tuple(one for one in self.all if one.week == week)

    def mine_in(self, week: int) -> WorksheetView | None:
        """The member's own."""
        return next((one for one in self.in_week(week) if one.mine), None)


def worksheets_of(room: Room, cycle: Cycle) -> Worksheets:
    """The sheets of a cycle (one query and the key)."""
    rows = worksheets_for(room, cycle).select_related("member__person")
    return Worksheets(tuple(_opened(room, row) for row in rows))


def _opened(room: Room, row: Worksheet) -> WorksheetView:
    return WorksheetView(
        author=row.member.person.name,
        mine=row.member_id == room.member.pk,
        week=row.week,
        tried=room.read(row, "tried"),
        stuck=room.read(row, "stuck"),
        moment=room.read(row, "moment"),
        step=room.read(row, "step"),
        written=row.changed_at,
    )
