"""The groups that a facilitator supports: signals, never content."""

from dataclasses import dataclass

from django.db.models import Count, Max, Q

from collegium.groups.models import Group, GroupState
from collegium.people.models import Person


@dataclass(frozen=True, slots=True)
class FacilitatedGroup:
    """A group from outside."""

    group: Group
    members: int
    left: int
    cycle: int


def facilitated_by(person: Person) -> tuple[FacilitatedGroup, ...]:
    """The published groups of a facilitator, open ones first (one query)."""
    groups = (
        Group.objects.filter(facilitator=person, organisation=person.organisation_id)
        .exclude(state=GroupState.DRAFT)
        .select_related("programme")
        .annotate(
            staying=Count("members", filter=Q(members__left_at=None), distinct=True),
            gone=Count("members", filter=Q(members__left_at__isnull=False), distinct=True),
            cycle=Max("cycles__number"),
        )
        .order_by("-state", "programme__name", "number")
    )
    return tuple(
        FacilitatedGroup(group, group.staying, group.gone, group.cycle or 0) for group in groups
    )
