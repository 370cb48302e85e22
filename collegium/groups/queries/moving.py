"""Where somebody on the board could go, what each place costs, and what would mend it."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from uuid import UUID

from collegium.domain.composition import Price
from collegium.domain.composition.companions import Company, company
from collegium.domain.composition.mending import mend
from collegium.domain.composition.placing import Placing, place
from collegium.domain.composition.reasons import explain_one
from collegium.domain.composition.result import Reason
from collegium.domain.composition.seated import NOWHERE, Shift
from collegium.groups.models import GroupState, Programme, ProgrammeState
from collegium.groups.queries.table import Table, table_of
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
    """Everywhere that one person could go, the best first; exchanges that break nothing.

    `reasons` say what speaks for the present place.
    """

    person: Person
    number: int | None
    group: str
    pinned: bool
    places: tuple[Destination, ...]
    exchanges: tuple[Destination, ...]
    reasons: tuple[Reason, ...]
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


@dataclass(frozen=True, slots=True)
class Repair:
    """Moves that end what is broken. `shift` is in positions of the table."""

    shift: Shift
    price: Price


def destinations(programme: Programme, person_id: UUID) -> Destinations:
    """The places for one participant. Raises `Person.DoesNotExist` for anybody else.

    Raises Unsolvable where the roster or the rules contradict themselves.
    """
    table = table_of(programme)
    one = position_of(table, person_id)
    origin = table.seated.place.get(one, NOWHERE)
    places = sorted(_places(table, one, origin), key=_best_first)
    found = sorted(_exchanges(table, one, origin), key=_best_first)[:EXCHANGES]
    reasons = reasons_of(table, one)
    named = {str(person_id), *_ids_in(place.price for place in places)}
    named |= {table.index.people[other].id for _, other, _ in found}
    people = table.persons(named | {other for reason in reasons for other in reason.people})
    return Destinations(
        person=people[str(person_id)],
        number=None if origin == NOWHERE else table.groups[origin].number,
        group="" if origin == NOWHERE else table.groups[origin].name,
        pinned=one in table.pinned,
        places=tuple(places),
        exchanges=tuple(_exchange(table, *offer, people) for offer in found),
        reasons=reasons,
        people=people,
    )


def position_of(table: Table, person_id: UUID) -> int:
    """Somebody's position. Raises `Person.DoesNotExist` for who takes no part."""
    try:
        return table.index.position[str(person_id)]
    except KeyError:
        raise Person.DoesNotExist from None


def prices_of(table: Table, one: int) -> dict[int, Price]:
    """What each other group would cost somebody and those they are kept together with."""
    origin, unit = table.seated.place.get(one, NOWHERE), table.seated.unit(one)
    return {
        at: table.seated.price(dict.fromkeys(unit, at))
        for at in range(len(table.groups))
        if at != origin
    }


def reasons_of(table: Table, one: int) -> tuple[Reason, ...]:
    """What speaks for the present place of somebody; nothing, where they have none."""
    group = table.seated.place.get(one, NOWHERE)
    return () if group == NOWHERE else explain_one(table.index, table.seated.seats, group, one)


def company_of(table: Table, one: int, other: int) -> Company:
    """Why two do not sit together, or how they could."""
    return company(table.seated, one, other)


def repair_of(
    table: Table, groups: Collection[int], *, stay: Collection[int] = (), most: int = 3
) -> Repair | None:
    """The fewest moves that end what these groups break; pinned people stay."""
    wrong = {at for at in groups if table.broken(at)}
    if not wrong:
        return None
    shift = mend(table.seated, wrong, stay={*stay, *table.pinned}, most=most)
    return Repair(shift, table.seated.price(shift)) if shift else None


def placing_of(table: Table) -> Placing:
    """Places for everybody who has none; in groups that meet nobody makes room for them."""
    index, seated = table.index, table.seated
    meeting = table.programme.state != ProgrammeState.DRAFT
    closed = [at for at, group in enumerate(table.groups) if group.state == GroupState.CLOSED]
    return place(
        index.problem,
        [index.ids(members) for members in seated.seats],
        index.ids(table.waiting),
        stay=index.ids(seated.place if meeting else table.pinned),
        closed=closed,
        index=index,
    )


def _places(table: Table, one: int, origin: int) -> Iterator[Destination]:
    for at, price in prices_of(table, one).items():
        group = table.groups[at]
        yield Destination(str(group.number), group.number, group.name, None, price)
    if origin != NOWHERE:
        price = table.seated.price({one: NOWHERE})
        yield Destination(NO_GROUP, None, "", None, price)


def _exchanges(table: Table, one: int, origin: int) -> Iterator[tuple[int, int, Price]]:
    """Group, person there and price of every exchange that breaks nothing."""
    if origin == NOWHERE or len(table.seated.unit(one)) > 1:
        return
    for at, members in enumerate(table.seated.seats):
        for other in members if at != origin else ():
            shift = {one: at, other: origin}
            if len(table.seated.unit(other)) == 1 and not _breaks(table, shift):
                yield at, other, table.seated.price(shift)


def _breaks(table: Table, shift: Shift) -> bool:
    return any(
        not set(table.seated.broken_after(group, *who)) <= set(table.seated.broken(group))
        for group, who in table.seated.changes(shift).items()
    )


def _exchange(
    table: Table, at: int, other: int, price: Price, people: dict[str, Person]
) -> Destination:
    partner = people[table.index.people[other].id]
    group = table.groups[at]
    return Destination(f"{group.number}:{partner.pk}", group.number, group.name, partner, price)


def _best_first(offer: Destination | tuple[int, int, Price]) -> tuple[bool, float, int]:
    """Groups by what they bring to the mix; to sit nowhere comes last."""
    if isinstance(offer, Destination):
        return offer.number is None, -offer.price.share, offer.number or 0
    return False, -offer[2].share, offer[1]


def _ids_in(prices: Sequence[Price] | Iterator[Price]) -> set[str]:
    return {one for price in prices for found in price.broken for one in found.people}
