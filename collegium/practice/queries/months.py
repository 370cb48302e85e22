"""Which groups are in the weeks between two sessions."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from collegium.groups.models import GroupState
from collegium.meetings.models import Kind, Session, SessionState


@dataclass(frozen=True, slots=True)
class Month:
    """The practice of one group: its cycle, the zone of its weeks, when it began and ends."""

    group_id: UUID
    cycle_id: UUID
    zone: str
    weeks: int  # without a date for Session Two
    began: datetime
    session_two: datetime | None


def months_under_way(cycles: Collection[UUID] | None = None) -> Mapping[UUID, Month]:
    """The practice, by group, of all that held Session One and not yet Two (1 query).

    Of some cycles alone where they are given.
    """
    rows = Session.objects.filter(
        kind__in=(Kind.SESSION_ONE, Kind.SESSION_TWO),
        cycle__ended_at=None,
        group__state=GroupState.MEETING,
    )
    if cycles is not None:
        rows = rows.filter(cycle__in=cycles)
    first: dict[UUID, Month] = {}
    second: dict[UUID, datetime | None] = {}
    over: set[UUID] = set()
    for group, cycle, zone, weeks, kind, state, starts, ended in rows.values_list(
        "group_id",
        "cycle_id",
        "group__time_zone",
        "cycle__practice_weeks",
        "kind",
        "state",
        "starts_at",
        "ended_at",
    ):
        held = state == SessionState.ENDED
        if kind == Kind.SESSION_TWO:
            second[cycle] = starts
            over |= {cycle} if held else set()
        elif held and (began := ended or starts):
            first[cycle] = Month(group, cycle, zone, weeks, began, None)
    return {
        month.group_id: Month(
            month.group_id, cycle, month.zone, month.weeks, month.began, second.get(cycle)
        )
        for cycle, month in first.items()
        if cycle not in over
    }
