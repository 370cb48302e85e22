"""Who took part in a session: final when it has ended, for everybody who sat in the group."""

from collections.abc import Callable, Mapping
from datetime import datetime
from uuid import UUID

from collegium.groups.models import Programme
from collegium.insights.queries.finals.sitting import ids, sitting
from collegium.meetings.models import Kind, SessionEvent


def took_part_in(
    kind: Kind,
) -> Callable[[Programme, datetime], Mapping[UUID, tuple[float, ...]]]:
    """The collector for the first session of a kind; whoever did anything in it took part."""

    def collect(programme: Programme, until: datetime) -> Mapping[UUID, tuple[float, ...]]:
        there = set(
            SessionEvent.objects.filter(
                session__group__programme_id=programme.pk,
                session__kind=kind,
                session__cycle__number=1,
            )
            .order_by()
            .values_list("member", flat=True)
            .distinct()
        )
        return {one: (float(one in there),) for one in ids(sitting(programme, kind, until))}

    return collect
