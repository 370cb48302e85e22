"""What a lead asks about people: why not with X, and who of those waiting goes where."""

from dataclasses import dataclass
from uuid import UUID

from collegium.domain.composition import Price, Rule
from collegium.groups.models import Programme
from collegium.groups.queries.moving import Destinations, company_of, placing_of
from collegium.groups.queries.table import table_of
from collegium.people.models import Person


@dataclass(frozen=True, slots=True)
class Answer:
    """Why two people do not sit together. `steps` (person, group's number and name) would do it."""

    other: Person
    together: bool
    rules: tuple[Rule, ...]
    steps: tuple[tuple[Person, int | None, str], ...]
    price: Price | None
    people: dict[str, Person]


@dataclass(frozen=True, slots=True)
class PlacingOffer:
    """Where those who wait could go: `steps` are person, number and name of the group, is new."""

    waiting: int
    placed: int
    steps: tuple[tuple[Person, int, str, bool], ...]
    unplaced: tuple[Person, ...]


def names_in(programme: Programme) -> list[tuple[UUID, str]]:
    """Everybody who takes part, by name (one query)."""
    people = Person.objects.filter(participant__programme=programme, is_active=True)
    return list(people.order_by("name", "id").values_list("pk", "name"))


def company_asked(programme: Programme, offers: Destinations, other: str) -> Answer | None:
    """Why a person is not together with this other one; None for nobody of the programme.

    What somebody asked for in private is told only where no other rule is in the way.
    """
    table = table_of(programme) if other else None
    if table is None or other not in table.index.position or other == str(offers.person.pk):
        return None
    position = table.index.position
    found = company_of(table, position[str(offers.person.pk)], position[other])
    rules = tuple(rule for rule in found.rules if rule != Rule.VETO) or found.rules
    shift = found.way or {}
    broken = found.price.broken if found.price else ()
    ids = {other, *(table.index.people[one].id for one in shift)}
    people = table.persons(ids | {one for violation in broken for one in violation.people})
    return Answer(
        other=people[other],
        together=found.together,
        rules=rules,
        steps=tuple(
            (
                people[table.index.people[one].id],
                table.groups[to].number if to >= 0 else None,
                table.groups[to].name if to >= 0 else "",
            )
            for one, to in shift.items()
        ),
        price=found.price,
        people=people,
    )


def placing_offered(programme: Programme) -> PlacingOffer:
    """Places for everybody who waits. Raises Unsolvable where the question contradicts itself."""
    table = table_of(programme)
    found = placing_of(table)
    waiting = {table.index.people[one].id for one in table.waiting}
    people = table.persons({move.person for move in found.moves} | set(found.unplaced))
    return PlacingOffer(
        waiting=len(waiting),
        placed=len(waiting) - len(found.unplaced),
        steps=tuple(
            (
                people[move.person],
                table.groups[move.to].number,
                table.groups[move.to].name,
                move.person in waiting,
            )
            for move in found.moves
            if move.to is not None
        ),
        unplaced=tuple(people[one] for one in found.unplaced),
    )
