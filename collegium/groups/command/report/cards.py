"""One card for each group, and who has none."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from collegium.domain.composition.problem import Participant
from collegium.domain.composition.result import Placement, Reason, Result
from collegium.domain.composition.shape import ATTRIBUTES, Shape, ranges_of, shape_of
from collegium.groups.command.question import Question
from collegium.groups.words.reasons import why_all_here
from collegium.groups.words.rules import why_left_out
from collegium.people.roster import Particulars
from collegium.people.tongues import language_name

HALF_HOURS_OF_DAY = 10  # of a working week of five days


@dataclass(frozen=True, slots=True)
class Seat:
    """Somebody in a group, with what speaks for it in sentences."""

    person: Particulars
    why: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Card:
    """A group: its people by name, its shape, what they have in common.

    `hours` are common working hours on a day, None where nothing is known of them.
    """

    number: int
    seats: tuple[Seat, ...]
    shape: Shape
    languages: tuple[str, ...]
    hours: float | None
    facilitator: str


@dataclass(frozen=True, slots=True)
class Absent:
    """Somebody without a group, the rules in the way, and whether that is proved."""

    person: Particulars
    why: tuple[str, ...]
    proven: bool


def cards_of(question: Question, result: Result) -> tuple[Card, ...]:
    """The groups in their order."""
    members = {person.id: person for person in question.problem.people}
    placements = {placement.person: placement for placement in result.placements}
    ranges = ranges_of(question.problem.people)
    kinds = {
        name: {person.categories.get(name, "") for person in question.problem.people} - {""}
        for name in ATTRIBUTES
    }
    attributes = [name for name in ATTRIBUTES if len(kinds[name]) > 1]
    guides = dict(enumerate(result.facilitators))
    return tuple(
        _card(
            number=at + 1,
            team=[members[one] for one in group],
            shape=shape_of([members[one] for one in group], attributes=attributes, ranges=ranges),
            seats=_seats(group, placements, question.people),
            facilitator=_name(guides.get(at, ""), question.people),
        )
        for at, group in enumerate(result.groups)
    )


def _card(
    *,
    number: int,
    team: Sequence[Participant],
    shape: Shape,
    seats: tuple[Seat, ...],
    facilitator: str,
) -> Card:
    tongues = [person.languages for person in team if person.languages]
    working = [person.working for person in team if person.working]
    shared = frozenset.intersection(*tongues) if tongues else frozenset[str]()
    together = frozenset.intersection(*working) if working else None
    return Card(
        number=number,
        seats=seats,
        shape=shape,
        languages=tuple(language_name(code) for code in sorted(shared)),
        hours=None if together is None else len(together) / HALF_HOURS_OF_DAY,
        facilitator=facilitator,
    )


def _seats(
    group: Sequence[str],
    placements: Mapping[str, Placement],
    people: Mapping[str, Particulars],
) -> tuple[Seat, ...]:
    return tuple(
        Seat(people[email], tuple(why_all_here(_reasons(email, placements), people)))
        for email in sorted(group, key=lambda one: (people[one].name.casefold(), one))
    )


def _reasons(email: str, placements: Mapping[str, Placement]) -> tuple[Reason, ...]:
    return placements[email].reasons if email in placements else ()


def _name(email: str, people: Mapping[str, Particulars]) -> str:
    return people[email].name if email in people else email


def absent_of(question: Question, result: Result) -> tuple[Absent, ...]:
    """Who has no group, with the rules in the way."""
    return tuple(
        Absent(
            question.people[out.person],
            tuple(why_left_out(out, question.people)),
            out.proven,
        )
        for out in result.left_out
    )
