"""How sure people felt about their first challenge: final when Session Two has ended."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.db.models import Max

from collegium.groups.models import Programme
from collegium.insights.queries.finals.sitting import finished
from collegium.meetings.models import CYCLE_KINDS, Reading

ITEM = "confidence"

type Values = Mapping[UUID, tuple[float, ...]]


def confidence(programme: Programme, until: datetime) -> Values:
    """Before, after and the change, of those who answered both times."""
    told = _told(programme, until)
    before, after = told["before"], told["after"]
    return {
        member: (before[member], after[member], after[member] - before[member])
        for member in before.keys() & after.keys()
    }


def looking_back(programme: Programme, until: datetime) -> Values:
    """The change from where people, looking back, say that they were; then that, and after.

    The last two are only judged: with "after", which is shown, the change tells "then".
    """
    told = _told(programme, until)
    then, after = told["then"], told["after"]
    return {
        member: (after[member] - then[member], then[member], after[member])
        for member in told["before"].keys() & after.keys() & then.keys()
    }


def _told(programme: Programme, until: datetime) -> dict[str, dict[UUID, float]]:
    readings = (
        Reading.objects.filter(
            session__group__in=finished(programme, until),
            item=ITEM,
            session__cycle__number=1,
            session__kind__in=CYCLE_KINDS,
        )
        .order_by()
        .values_list("moment", "member")
        .annotate(Max("value"))
    )
    told: dict[str, dict[UUID, float]] = {"before": {}, "after": {}, "then": {}}
    for moment, member, value in readings:
        told.setdefault(moment, {})[member] = float(value)
    return told
