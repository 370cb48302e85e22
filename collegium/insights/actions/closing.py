"""Closing a month: all that is published about it, on the first pass after its end."""

import logging
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from django.db import OperationalError, transaction

from collegium.groups.models import Programme
from collegium.insights.actions.findings import publish_findings
from collegium.insights.actions.freezing import freeze
from collegium.insights.actions.techniques import publish_techniques
from collegium.insights.measures import Family
from collegium.insights.models import Closing
from collegium.insights.periods import Month
from collegium.insights.queries.programmes import programmes_to_ask
from collegium.insights.queries.rows import cubes_of, seats_of
from collegium.insights.queries.zones import zone_of_organisation
from collegium.insights.subjects import Subject
from collegium.people.models import Organisation
from collegium.people.queries.thresholds import threshold_of

logger = logging.getLogger(__name__)

FURTHEST = timedelta(hours=14)  # no zone is further ahead of UTC

type Beside = Callable[[Organisation, Month, datetime], object]

# what else is published once a month
BESIDE_PROGRAMMES: Sequence[Beside] = (publish_findings, publish_techniques)


def close_months(now: datetime) -> int:
    """Publish the month that has ended, of every organisation that waits for it; how many.

    One query where none does. A month missed, because nothing ran, is published with the next.
    Where one organisation's figures cannot be made, the others' are; it is tried again.
    """
    latest = Month.of(now + FURTHEST, "UTC").before
    waiting = Organisation.objects.exclude(closings__period__gte=latest.first)
    return sum(_tried(organisation, now) for organisation in waiting.order_by("pk"))


def close_until(organisation: Organisation, *, since: datetime, now: datetime) -> None:
    """Publish month after month as the worker would have, had it run since then."""
    month = Month.of(since, zone_of_organisation(organisation))
    while month.ends_at <= now:
        _close(organisation, month.ends_at)
        month = month.after


def _tried(organisation: Organisation, now: datetime) -> bool:
    try:
        return _close(organisation, now)
    except OperationalError:
        raise  # it is the database, not this organisation
    except Exception as error:  # noqa: BLE001 - one organisation must not stop all others
        kind = type(error).__name__
        logger.error("a month of %s: %s", organisation.pk, kind)  # noqa: TRY400 - its words may be content
        return False


def _close(organisation: Organisation, now: datetime) -> bool:
    """Publish the month before `now`, unless that was done.

    Each edition is a transaction of its own, so that nobody waits for all of them; whoever
    breaks off, or comes beside, finds what is there and goes on.
    """
    month = Month.of(now, zone_of_organisation(organisation)).before
    if organisation.closings.filter(period__gte=month.first).exists():
        return False
    for programme in programmes_to_ask(organisation):
        _publish(programme, month, now)
    for publish in BESIDE_PROGRAMMES:
        with transaction.atomic():
            # no_key: rows that name the organisation can be written while this counts
            locked = Organisation.objects.select_for_update(no_key=True).get(pk=organisation.pk)
            publish(locked, month, now)
    _closing, is_new = Closing.objects.get_or_create(
        organisation=organisation, period=month.first, defaults={"closed_at": now}
    )
    return is_new


def _publish(programme: Programme, month: Month, now: datetime) -> None:
    threshold = threshold_of(programme.organisation_id)
    seats = seats_of(programme)
    for family in Family:
        cubes = cubes_of(programme, family, seats, until=month.ends_at)
        subject = Subject(programme.organisation, programme, family)
        freeze(subject, cubes, month=month, threshold=threshold, now=now)
