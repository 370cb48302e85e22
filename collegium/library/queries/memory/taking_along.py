"""What a member takes along: everything they wrote in a group, and nothing of others."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from collegium.groups.models import Cycle
from collegium.groups.own_words import Wrote
from collegium.groups.rooms import Hand
from collegium.library.queries.memory.own_words import everything_by
from collegium.meetings.models import Reading, Session
from collegium.practice.queries.pulses import numbers_of


@dataclass(frozen=True, slots=True)
class Taken:
    """One thing, with the cycle and the session it fell in."""

    wrote: Wrote
    cycle: str
    session: str


@dataclass(frozen=True, slots=True)
class Luggage:
    """All of it; `readings` are numbers given, with what they are about and when."""

    group: str
    programme: str
    name: str
    things: tuple[Taken, ...]
    readings: tuple[tuple[str, str, int], ...]

    def as_data(self) -> dict[str, object]:
        """The same as plain values, for a file."""
        return {
            "group": self.group,
            "programme": self.programme,
            "member": self.name,
            "wrote": [_data(one) for one in self.things],
            "numbers": [
                {"about": item, "moment": moment, "value": value}
                for item, moment, value in self.readings
            ],
        }


def luggage_of(hand: Hand) -> Luggage:
    """Pack everything (a constant number of queries, the key)."""
    cycles = _cycles(hand)
    sessions = {one.pk: one.get_kind_display() for one in Session.objects.filter(group=hand.group)}
    readings = Reading.objects.filter(member=hand.member).order_by("session__created_at", "id")
    return Luggage(
        group=hand.group.name,
        programme=hand.group.programme.name,
        name=hand.person.name,
        things=tuple(
            Taken(
                one,
                cycles.get(one.cycle_id, "") if one.cycle_id else "",
                sessions.get(one.session_id, "") if one.session_id else "",
            )
            for one in everything_by(hand)
        ),
        readings=(
            *readings.values_list("item", "moment", "value"),
            *numbers_of(hand.member.pk),
        ),
    )


def _cycles(hand: Hand) -> Mapping[UUID, str]:
    """Cycles by what they were about; a group's own words for it are not the member's."""
    cycles = Cycle.objects.select_related("challenge").filter(group=hand.group)
    return {one.pk: one.challenge.sentence for one in cycles}


def _data(one: Taken) -> dict[str, object]:
    wrote = one.wrote
    data: dict[str, object] = {"kind": wrote.kind, "at": wrote.at.isoformat()}
    if one.cycle:
        data["challenge"] = one.cycle
    if one.session:
        data["session"] = one.session
    data |= {"words": dict(wrote.words)}
    return data | ({"numbers": dict(wrote.numbers)} if wrote.numbers else {})
