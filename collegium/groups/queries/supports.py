"""Who may facilitate in a programme, and how many groups each of them takes on."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Exists, OuterRef

from collegium.groups.models import Participant, Programme
from collegium.people.models import Person, RoleName


@dataclass(frozen=True, slots=True)
class Helper:
    """Somebody who holds the role of a facilitator. Who takes part cannot facilitate."""

    person: Person
    groups: int
    takes_part: bool


@dataclass(frozen=True, slots=True)
class Supply:
    """How many groups can be supported; `needed` is the fewest there will be, 0 if unknown."""

    groups: int
    needed: int

    @property
    def short(self) -> bool:
        """Whether people will be left out for want of facilitators."""
        return 0 < self.groups < self.needed


def helpers_of(programme: Programme) -> tuple[Helper, ...]:
    """The facilitators of the organisation, by name (two queries)."""
    counts = dict(programme.supports.values_list("person_id", "groups"))
    taking_part = Participant.objects.filter(programme=programme, person=OuterRef("pk"))
    people = Person.objects.filter(
        organisation=programme.organisation_id,
        is_active=True,
        roles__name=RoleName.FACILITATOR,
    ).annotate(takes_part=Exists(taking_part))
    return tuple(
        Helper(person, counts.get(person.pk, 0), person.takes_part)
        for person in people.order_by("name", "id")
    )


def supply_of(programme: Programme, helpers: Iterable[Helper]) -> Supply:
    """What they can support together, against the largest groups possible (one query)."""
    groups = sum(one.groups for one in helpers if not one.takes_part)
    return Supply(groups, -(-programme.participants.count() // programme.largest))
