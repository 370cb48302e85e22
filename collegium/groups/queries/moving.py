"""Where somebody on the board could go, and what each place costs."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from uuid import UUID

from collegium.domain.composition import Move, Price, prices
from collegium.groups.models import Programme
from collegium.groups.queries.board import draft_groups, known_groups
from collegium.groups.queries.problem import composition_problem
from collegium.people.models import Person

NO_GROUP = "none"
EXCHANGES = 5


@dataclass(frozen=True, slots=True)
class Destination:
    """One place to go: `key` names it in forms ("3", "3:<person>" or "none")."""

    key: str
    number: int | None
    name: str
    partner: Person | None
    price: Price


@dataclass(frozen=True, slots=True)
class Destinations:
    """Everywhere that one person could go, the best first; exchanges that break nothing."""

    person: Person
    number: int | None
    group: str
    places: tuple[Destination, ...]
    exchanges: tuple[Destination, ...]
    people: dict[str, Person]

    @property
    def lawful(self) -> tuple[Destination, ...]:
        """The places that break no rule."""
        return tuple(place for place in self.places if not place.price.broken)

    @property
    def breaking(self) -> tuple[Destination, ...]:
        """The places that break one, those that break few first."""
        found = [place for place in self.places if place.price.broken]
        return tuple(sorted(found, key=lambda place: len(place.price.broken)))


def destinations(programme: Programme, person_id: UUID) -> Destinations:
    """The places for one participant. Raises `Person.DoesNotExist` for anybody else.

    Raises Unsolvable where the roster or the rules contradict themselves.
    """
    participants = Person.objects.filter(participant__programme=programme)
    person = participants.get(pk=person_id, is_active=True)
    seated = draft_groups(programme)
    problem = composition_problem(programme)
    groups = known_groups(problem, [people for _, people in seated])
    origin = next((at for at, ids in enumerate(groups) if str(person.pk) in ids), None)
    moves = list(_moves(str(person.pk), groups, origin))
    people = {str(p.pk): p for _, members in seated for p in members} | {str(person.pk): person}
    offers = [
        _offer(move, price, people, [(group.number, group.name) for group, _ in seated])
        for move, price in zip(moves, prices(problem, groups, moves), strict=True)
    ]
    return Destinations(
        person=person,
        number=None if origin is None else seated[origin][0].number,
        group="" if origin is None else seated[origin][0].name,
        places=_best_places(offers),
        exchanges=_best_exchanges(offers),
        people=people,
    )


def _moves(person: str, groups: Sequence[Sequence[str]], origin: int | None) -> Iterator[Move]:
    for at, members in enumerate(groups):
        if at != origin:
            yield Move(person, at)
            if origin is not None:
                yield from (Move(person, at, in_exchange_for=other) for other in members)
    if origin is not None:
        yield Move(person, None)


def _offer(
    move: Move, price: Price, people: dict[str, Person], names: Sequence[tuple[int, str]]
) -> Destination:
    if move.to is None:
        return Destination(NO_GROUP, None, "", None, price)
    number, name = names[move.to]
    if move.in_exchange_for is None:
        return Destination(str(number), number, name, None, price)
    key = f"{number}:{move.in_exchange_for}"
    return Destination(key, number, name, people[move.in_exchange_for], price)


def _best_places(offers: Sequence[Destination]) -> tuple[Destination, ...]:
    """Groups by what they bring to the mix; to sit nowhere comes last."""
    places = [offer for offer in offers if offer.partner is None]
    places.sort(key=lambda place: (place.number is None, -place.price.change, place.number or 0))
    return tuple(places)


def _best_exchanges(offers: Sequence[Destination]) -> tuple[Destination, ...]:
    lawful = [offer for offer in offers if offer.partner and not offer.price.broken]
    lawful.sort(key=lambda offer: (-offer.price.change, offer.key))
    return tuple(lawful[:EXCHANGES])
