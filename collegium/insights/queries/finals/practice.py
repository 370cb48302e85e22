"""What people did in the first practice month: final when it is over, or when they have left."""

from collections.abc import Callable, Mapping
from datetime import datetime
from uuid import UUID

from django.db.models import Avg, Sum

from collegium.groups.models import Programme
from collegium.insights.queries.finals.sitting import finished, ids, sitting
from collegium.meetings.models import Kind
from collegium.practice.models import LogEntry

type Values = Mapping[UUID, tuple[float | None, ...]]


def practised(programme: Programme, until: datetime) -> Values:
    """Who wrote in their log, and how often each tried, as far as they wrote it; never is zero.

    Whoever wrote nothing is known to have written of no attempt: the attempts are judged once
    more as those of the others alone.
    """
    found = _attempts(programme)
    return {
        member: (float(member in found), found.get(member, 0.0), found.get(member))
        for member in _over(programme, until)
    }


def sure_in_week(week: int) -> Callable[[Programme, datetime], Values]:
    """The collector for how sure people said they were in a week of practice, if they did."""

    def collect(programme: Programme, until: datetime) -> Values:
        entries = LogEntry.objects.filter(
            group__programme_id=programme.pk, cycle__number=1, week=week, sure__isnull=False
        )
        means = dict(entries.order_by().values_list("member").annotate(Avg("sure")))
        over = _over(programme, until)
        return {member: (float(sure),) for member, sure in means.items() if member in over}

    return collect


def _attempts(programme: Programme) -> dict[UUID, float]:
    entries = LogEntry.objects.filter(group__programme_id=programme.pk, cycle__number=1)
    totals = entries.order_by().values_list("member").annotate(Sum("attempts"))
    return {member: float(total) for member, total in totals}


def _over(programme: Programme, until: datetime) -> set[UUID]:
    """Those who sat in Session One and of whose month nothing is to come."""
    begun = sitting(programme, Kind.SESSION_ONE, until)
    return ids(begun.filter(group__in=finished(programme, until))) | ids(
        begun.filter(left_at__lt=until)
    )
