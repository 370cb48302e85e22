"""How many people and groups it takes before a figure may be published."""

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
