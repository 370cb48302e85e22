"""Pairs that a lead keeps apart or together, and finding the people for them."""

import re
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Exists, OuterRef, Q

from collegium.groups.models import PairRule, Participant, Programme
from collegium.people.models import Person

SHOWN = 100
SUGGESTED = 300
FOUND = 8
_ADDRESS = re.compile(r"<([^<>\s]+@[^<>\s]+)>\s*\Z")


@dataclass(frozen=True, slots=True)
class PairLine:
    """A pair, and whether both take part by now; until they do it changes nothing."""

    rule: PairRule
    complete: bool


@dataclass(frozen=True, slots=True)
class Pairs:
    """The pairs that were looked for, no more than a page holds, and how many there are."""

    lines: tuple[PairLine, ...]
    found: int
    total: int

    @property
    def more(self) -> int:
        """How many are not shown."""
        return self.found - len(self.lines)


def pairs_of(programme: Programme, words: str = "") -> Pairs:
    """The pairs of a programme by name, those with these words in a name or address."""
    rules = programme.pair_rules.select_related("first", "second")
    found = rules.filter(_both_sides(words))
    taking_part = Participant.objects.filter(programme=programme)
    shown = found.annotate(
        first_here=Exists(taking_part.filter(person=OuterRef("first"))),
        second_here=Exists(taking_part.filter(person=OuterRef("second"))),
    ).order_by("kind", "first__name", "second__name", "id")
    total = rules.count()
    return Pairs(
        tuple(PairLine(rule, rule.first_here and rule.second_here) for rule in shown[:SHOWN]),
        found.count() if words.strip() else total,
        total,
    )


def _both_sides(words: str) -> Q:
    wanted = Q()
    for word in words.split():
        somewhere = Q()
        for side in ("first", "second"):
            for column in ("name", "email"):
                somewhere |= Q(**{f"{side}__{column}__icontains": word})
        wanted &= somewhere
    return wanted


def people_called(programme: Programme, text: str) -> tuple[Person, ...]:
    """Whom a name or an address may mean: one where it is clear, otherwise a few by name.

    An address or a whole name that one person has is clear, and so is a part of either.
    """
    people = Person.objects.filter(organisation=programme.organisation_id, is_active=True)
    written = _ADDRESS.search(text)
    exactly = written[1] if written else text.strip()
    same = people.filter(Q(email__iexact=exactly) | Q(name__iexact=exactly)).order_by("name", "id")
    if found := tuple(same[:FOUND]):
        return found
    somewhere = Q()
    for word in text.split():
        somewhere &= Q(name__icontains=word) | Q(email__icontains=word)
    return tuple(people.filter(somewhere).order_by("name", "id")[:FOUND]) if somewhere else ()


def suggestions(programme: Programme) -> tuple[Person, ...]:
    """Those who take part, to pick from while typing; nobody where they are too many."""
    people = Person.objects.filter(participant__programme=programme, is_active=True)
    found = tuple(people.order_by("name", "id")[: SUGGESTED + 1])
    return found if len(found) <= SUGGESTED else ()


def people_by_address(programme: Programme) -> dict[str, UUID]:
    """Everybody active on the roster, by address in lower case (one query)."""
    people = Person.objects.filter(organisation=programme.organisation_id, is_active=True)
    return {email.lower(): pk for email, pk in people.order_by().values_list("email", "pk")}
