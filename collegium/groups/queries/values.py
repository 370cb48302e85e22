"""Which values of the roster a few people share, so that a lead can ask that nobody is alone."""

from dataclasses import dataclass

from django.db.models import Count, Q

from collegium.groups.models import Programme
from collegium.people.models import Organisation, Person

ATTRIBUTES = ("gender", "department", "function", "site", "country")
FEWEST = 2


@dataclass(frozen=True, slots=True)
class SharedValue:
    """A value that some people of the roster have, and so many of those who take part."""

    attribute: str
    value: str
    people: int
    present: int


def shared_values(
    organisation: Organisation, programme: Programme | None = None
) -> tuple[SharedValue, ...]:
    """The values that two people have at least and at most half of all (five queries).

    What a programme asks for already stands among them in any case.
    """
    asked = {tuple(pair) for pair in programme.never_alone} if programme else set()
    found = []
    for attribute in ATTRIBUTES:
        held = list(_held(organisation, programme, attribute))
        known = {value for value, _, _ in held}
        half = sum(people for _, people, _ in held) / 2
        found += [
            SharedValue(attribute, value, people, present)
            for value, people, present in held
            if FEWEST <= people <= half or (attribute, value) in asked
        ]
        gone = sorted(value for name, value in asked if name == attribute and value not in known)
        found += [SharedValue(attribute, value, 0, 0) for value in gone]
    return tuple(found)


def _held(
    organisation: Organisation, programme: Programme | None, attribute: str
) -> list[tuple[str, int, int]]:
    people = Person.objects.filter(organisation=organisation, is_active=True)
    here = Q(pk__in=programme.participants.values("person")) if programme else Q(pk=None)
    counted = people.exclude(**{attribute: ""}).order_by(attribute).values(attribute)
    rows = counted.annotate(people=Count("pk"), present=Count("pk", filter=here))
    return [(row[attribute], row["people"], row["present"]) for row in rows]
