"""Why not with somebody: the rule between two people, or the way to bring them together."""

from dataclasses import dataclass

from collegium.domain.composition.result import Price, Rule
from collegium.domain.composition.seated import NOWHERE, Seated, Shift


@dataclass(frozen=True, slots=True)
class Company:
    """What is between two people: `rules` forbid it altogether.

    Otherwise `way` brings them together (in positions) at this price; it breaks rules only
    where every way does. Neither, where they sit together already or nobody has a group.
    """

    together: bool = False
    rules: tuple[Rule, ...] = ()
    way: Shift | None = None
    price: Price | None = None


def company(seated: Seated, one: int, other: int) -> Company:
    """Why these two are not together. A veto between them is `Rule.VETO` and nothing more."""
    places = seated.place.get(one, NOWHERE), seated.place.get(other, NOWHERE)
    if places[0] == places[1] != NOWHERE:
        return Company(together=True)
    rules = tuple(dict.fromkeys(seated.index.rules_between(one, other)))
    if rules:
        return Company(rules=rules)
    ways = [
        way
        for first, second in ((one, other), (other, one))
        for way in _ways(seated, first, second)
    ]
    priced = [(way, seated.price(way)) for way in ways]
    if not priced:
        return Company()
    way, price = min(
        priced, key=lambda pair: (len(pair[1].broken), -round(pair[1].change, 9), len(pair[0]))
    )
    return Company(way=way, price=price)


def _ways(seated: Seated, one: int, other: int) -> list[Shift]:
    """Into the other's group alone, or in exchange for somebody there."""
    group, origin = seated.place.get(other, NOWHERE), seated.place.get(one, NOWHERE)
    if group == NOWHERE:
        return []
    companions = seated.unit(other)
    alone: Shift = dict.fromkeys(seated.unit(one), group)
    leavers = (seated.unit(at) for at in seated.seats[group] if at not in companions)
    return [alone, *({**alone, **dict.fromkeys(unit, origin)} for unit in leavers)]
