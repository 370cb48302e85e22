"""Groups as those see them who do not sit in them: a name, a size, how many cycles."""

from dataclasses import dataclass

from django.db.models import Count, Max, Q, QuerySet

from collegium.groups.models import Group, GroupState, Programme
from collegium.people.models import Person


@dataclass(frozen=True, slots=True)
class GroupFromOutside:
    """A published group; `members` are those who sit in it."""

    group: Group
    members: int
    cycle: int


def facilitated_by(person: Person) -> tuple[GroupFromOutside, ...]:
    """The published groups that a facilitator supports, open ones first (one query)."""
    groups = Group.objects.filter(facilitator=person, organisation=person.organisation_id)
    return _from_outside(groups.order_by("-state", "programme__name", "number"))


def published_in(programme: Programme) -> tuple[GroupFromOutside, ...]:
    """The published groups of a programme, open ones first (one query)."""
    return _from_outside(programme.groups.order_by("-state", "number"))


def _from_outside(groups: QuerySet[Group]) -> tuple[GroupFromOutside, ...]:
    sitting = Q(members__left_at=None, members__person__is_active=True)
    found = (
        groups.exclude(state=GroupState.DRAFT)
        .select_related("programme")
        .annotate(
            staying=Count("members", filter=sitting, distinct=True),
            cycle=Max("cycles__number"),
        )
    )
    return tuple(GroupFromOutside(one, one.staying, one.cycle or 0) for one in found)
