"""Groups out of the challenge pool, with proposed dates in the same step."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from collegium.domain.matching import Measure
from collegium.groups.actions.pool_tending import ask_peers, form_group, look_due
from collegium.groups.models import Cycle
from collegium.meetings.actions.proposing import propose_cycle

TIME_FOR_ORIENTATION = timedelta(days=21)


def tend_pool(now: datetime, *, measure: Measure | None = None) -> int:
    """Form the groups that have enough people and ask for the others; how many groups formed.

    Where nobody looks for people this costs three queries.
    """
    formed = 0
    for raised in look_due(now):
        if _form(raised, now=now) is not None:
            formed += 1
        else:
            ask_peers(raised, now=now, measure=measure)
    return formed


@transaction.atomic
def _form(raised_id: UUID, *, now: datetime) -> Cycle | None:
    formed = form_group(raised_id, now=now)
    if formed is None:
        return None
    unhurried = formed.before - now.date() >= TIME_FOR_ORIENTATION
    propose_cycle(formed.cycle, opens=now, now=now, orientation=unhurried)
    return formed.cycle
