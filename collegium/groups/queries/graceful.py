"""A graceful way out of what the watch has found: who could go where, with every rule kept."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from collegium.domain.composition import Move, Price, Rule, prices
from collegium.groups.models import Group, Notice, Programme, ProgrammeState
from collegium.groups.queries.problem import participant_of, problem_about
from collegium.groups.queries.watch import Seats, standing_groups
from collegium.people.models import Person

OFFERED = 3
LOOKED_AT = 6_000  # moves, so that the page of a very large programme opens too


@dataclass(frozen=True, slots=True)
class WayOut:
    """Somebody goes to another group, perhaps in exchange. `share` is what it does to the mix."""

    person: Person
    to: Group
    partner: Person | None
    share: float

    @property
    def key(self) -> str:
        """How forms name it."""
        partner = self.partner.pk if self.partner else ""
        return f"{self.person.pk}:{self.to.number}:{partner}"


def ways_out(programme: Programme, notice: Notice) -> tuple[WayOut, ...]:
    """A few moves that mend it and break nothing: the best mix first while nobody has been
    told, the fewest people to move first among groups that meet.

    Raises Unsolvable where the roster contradicts itself.
    """
    seats = standing_groups(programme)
    hosts = set(programme.participants.filter(can_host=True).values_list("person_id", flat=True))
    people = [
        participant_of(one, programme.starts_on, can_host=one.pk in hosts)
        for _, group in seats
        for one in group
    ]
    groups = [[str(one.pk) for one in group] for _, group in seats]
    moves = list(_moves(seats, notice))[:LOOKED_AT]
    priced = prices(problem_about(programme, people), groups, moves)
    known = {str(one.pk): one for _, group in seats for one in group}
    found = [
        WayOut(
            known[move.person],
            seats[move.to][0],
            known[move.in_exchange_for] if move.in_exchange_for else None,
            price.share,
        )
        for move, price in zip(moves, priced, strict=True)
        if move.to is not None and _mends(price, notice)
    ]
    meeting = programme.state == ProgrammeState.RUNNING
    found.sort(key=lambda way: (meeting and way.partner is not None, -way.share, way.key))
    return tuple(found[:OFFERED])


def _moves(seats: Seats, notice: Notice) -> Iterator[Move]:
    """Either of the two into every other group, then in exchange for everybody there."""
    two = [str(notice.first_id), str(notice.second_id)]
    elsewhere = [at for at, (group, _) in enumerate(seats) if group.pk != notice.group_id]
    for person in two:
        yield from (Move(person, at) for at in elsewhere)
    for at in elsewhere:
        for other in seats[at][1]:
            yield from (Move(person, at, in_exchange_for=str(other.pk)) for person in two)


def _mends(price: Price, notice: Notice) -> bool:
    two = {str(notice.first_id), str(notice.second_id)}
    rule = Rule(notice.rule)
    about = (one for one in price.mended if one.rule == rule)
    mended = any(rule == Rule.LEVELS or two <= set(one.people) for one in about)
    return mended and not price.broken


def named_way(ways: Sequence[WayOut], key: str) -> WayOut | None:
    """The way that a form names, if it is on offer still."""
    return next((way for way in ways if way.key == key), None)
