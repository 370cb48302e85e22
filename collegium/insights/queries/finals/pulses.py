"""What members said on the pages before and after the first cycle: final when the last closed."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import datetime
from statistics import fmean
from uuid import UUID

from django.db.models import QuerySet

from collegium.domain.evidence.items.windows import AFTER_CLOSES
from collegium.groups.models import Programme
from collegium.insights.queries.finals.sitting import sitting
from collegium.meetings.models import Kind
from collegium.practice.models import Contacts, Moment, Pulse, PulseAnswer

type Values = Mapping[UUID, tuple[float, ...]]
type Told = Mapping[UUID, Mapping[str, Mapping[str, float]]]  # member, moment, item


def competence(programme: Programme, until: datetime) -> Values:
    """Before, after and the change, over the items that somebody answered both times."""
    return {
        member: (before, after, after - before)
        for member, (before, after) in _both(
            _told(programme, until, "competence"), Moment.BEFORE
        ).items()
    }


def competence_looking_back(programme: Programme, until: datetime) -> Values:
    """The change from where people, looking back, say that they were; then that, and after.

    The last two are only judged: with "after", which is shown, the change tells "then".
    """
    told = _told(programme, until, "competence")
    return {
        member: (after - then, then, after)
        for member, (then, after) in _both(told, Moment.THEN).items()
    }


def connections(programme: Programme, until: datetime) -> Values:
    """How many colleagues, and in how many other departments, of those who said so twice."""
    rows = Contacts.objects.filter(pulse__in=_closed(programme, until)).order_by()
    counted: dict[str, dict[UUID, tuple[float, float]]] = defaultdict(dict)
    for moment, member, people, departments in rows.values_list(
        "pulse__moment", "pulse__member", "people", "departments"
    ):
        counted[moment][member] = (float(people), float(departments))
    before, after = counted[Moment.BEFORE], counted[Moment.AFTER]
    return {
        member: (before[member][0], after[member][0], before[member][1], after[member][1])
        for member in before.keys() & after.keys()
    }


def recommend(programme: Programme, until: datetime) -> Values:
    """Whether they would recommend it."""
    told = _told(programme, until, "recommend")
    return {
        member: (fmean(moments[Moment.AFTER].values()),)
        for member, moments in told.items()
        if moments.get(Moment.AFTER)
    }


def stay(programme: Programme, until: datetime) -> Values:
    """Whether they see themselves here in a year: before and after."""
    return _both(_told(programme, until, "stay"), Moment.BEFORE)


def _both(told: Told, first: Moment) -> dict[UUID, tuple[float, float]]:
    """Means at a first moment and afterwards, over the items answered at both."""
    found = {}
    for member, moments in told.items():
        start, end = moments.get(first, {}), moments.get(Moment.AFTER, {})
        if shared := start.keys() & end.keys():
            found[member] = (
                fmean(start[item] for item in shared),
                fmean(end[item] for item in shared),
            )
    return found


def _told(programme: Programme, until: datetime, item_set: str) -> Told:
    rows = PulseAnswer.objects.filter(item_set=item_set, pulse__in=_closed(programme, until))
    found: dict[UUID, dict[str, dict[str, float]]] = defaultdict(lambda: defaultdict(dict))
    for member, moment, item, value in rows.order_by().values_list(
        "pulse__member", "moment", "item", "value"
    ):
        found[member][moment][item] = float(value)
    return found


def _closed(programme: Programme, until: datetime) -> QuerySet[Pulse]:
    """The pages of those who sat in Session Two, two weeks after it: nothing changes any more."""
    members = sitting(programme, Kind.SESSION_TWO, until - AFTER_CLOSES)
    return Pulse.objects.filter(member__in=members.values("pk"), cycle__number=1)
