"""From members' final values to the cubes that the gate is asked about. Nothing of it is shown."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from collegium.domain.evidence import Cube, Row
from collegium.groups.models import PUBLISHED, Member, Programme
from collegium.insights.measures import FAMILIES, JUDGED, WITHOUT_DEPARTMENTS, Family
from collegium.insights.queries.finals import COLLECTORS

NO_DEPARTMENT = "–"


@dataclass(frozen=True, slots=True)
class Seat:
    """Where one member stands in the cubes."""

    member: UUID
    person: UUID
    group: UUID
    part: str


def seats_of(programme: Programme) -> tuple[Seat, ...]:
    """Everybody who ever sat in one of the programme's groups, first come first (one query)."""
    members = Member.objects.filter(
        group__programme_id=programme.pk, group__state__in=PUBLISHED
    ).order_by("joined_at", "pk")
    rows = members.values_list("pk", "person", "group", "person__department")
    return tuple(
        Seat(member, person, group, department or NO_DEPARTMENT)
        for member, person, group, department in rows
    )


def cubes_of(
    programme: Programme, family: Family, seats: Collection[Seat], *, until: datetime
) -> tuple[Cube, ...]:
    """One cube for each measure of a family, of all whose values are final, then what is judged.

    Somebody who sat in two groups counts where they came first, of those where they have
    final values.
    """
    values = COLLECTORS[family](programme, until)
    places: dict[UUID, Seat] = {}
    for seat in seats:
        if seat.member in values:
            places.setdefault(seat.person, seat)
    whole = family in WITHOUT_DEPARTMENTS
    parts = () if whole else tuple(sorted({seat.part for seat in places.values()}))
    measures = [(measure, measure.scale, True) for measure in FAMILIES[family]]
    judged = [(name, scale, False) for name, scale in JUDGED.get(family, ())]
    return tuple(
        Cube(
            name,
            tuple(
                Row(seat.person, seat.group, seat.part, value)
                for seat in places.values()
                if (value := values[seat.member][place]) is not None
            ),
            scale,
            parts,
            shown,
        )
        for place, (name, scale, shown) in enumerate((*measures, *judged))
    )
