"""How many people and groups it takes before a figure may be published."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Max

from collegium.domain.evidence import Threshold
from collegium.people.models import ThresholdRise


def threshold_of(organisation_id: UUID) -> Threshold:
    """The organisation's present threshold: the floor, or what it was raised to (one query)."""
    floor = Threshold()
    raised = ThresholdRise.objects.filter(organisation=organisation_id).aggregate(
        people=Max("people"), groups=Max("groups")
    )
    return Threshold(
        people=max(floor.people, raised["people"] or 0),
        groups=max(floor.groups, raised["groups"] or 0),
    )


@dataclass(frozen=True, slots=True)
class Rise:
    """What the threshold was raised to, and when."""

    people: int
    groups: int
    set_at: datetime


def rises_of(organisation_id: UUID) -> tuple[Rise, ...]:
    """How the threshold rose, oldest first (one query)."""
    rows = ThresholdRise.objects.filter(organisation=organisation_id).order_by("set_at", "pk")
    return tuple(Rise(*row) for row in rows.values_list("people", "groups", "set_at"))
