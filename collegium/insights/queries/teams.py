"""Teams over the months, with when their leaders started. Nothing of it is shown."""

from collections.abc import Iterable
from uuid import UUID
from zoneinfo import ZoneInfo

from collegium.domain.evidence.series import Series
from collegium.groups.models import PUBLISHED, Member
from collegium.insights.models import TeamOutcome
from collegium.insights.outcomes.cells import month_number
from collegium.insights.periods import Month
from collegium.people.models import Organisation

type Start = tuple[UUID, int]  # the first group, and the month in which it began for them


def starts_of(organisation: Organisation, zone: str) -> dict[UUID, Start]:
    """When each person first came into a group of any programme, leavers included (one query)."""
    members = Member.objects.filter(
        group__organisation=organisation, group__state__in=PUBLISHED, group__cycles__number=1
    ).order_by("joined_at", "pk")
    there = ZoneInfo(zone)
    found: dict[UUID, Start] = {}
    for person, group, joined, published in members.values_list(
        "person", "group", "joined_at", "group__cycles__created_at"
    ):
        began = max(joined, published).astimezone(there)
        found.setdefault(person, (group, began.year * 12 + began.month - 1))
    return found


def rows_of(organisation: Organisation) -> dict[str, list[TeamOutcome]]:
    """What is known of all teams, by measure (one query)."""
    found: dict[str, list[TeamOutcome]] = {}
    for row in TeamOutcome.objects.filter(person__organisation=organisation).order_by("pk"):
        found.setdefault(row.outcome, []).append(row)
    return found


def series_of(
    rows: Iterable[TeamOutcome], starts: dict[UUID, Start], *, until: Month
) -> list[Series]:
    """The teams as the estimate wants them, up to and with a month."""
    last = f"{until.first:%Y-%m}"
    return [
        Series(
            row.person_id,
            cluster=starts[row.person_id][0] if row.person_id in starts else row.person_id,
            start=starts[row.person_id][1] if row.person_id in starts else None,
            values={month_number(at): value for at, value in row.values.items() if at <= last},
        )
        for row in rows
    ]
