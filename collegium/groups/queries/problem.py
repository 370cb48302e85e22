"""A programme as the question that the composition engine answers."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime, time
from itertools import combinations
from uuid import UUID
from zoneinfo import ZoneInfo

from collegium.domain.composition import (
    Pair,
    Participant,
    Problem,
    Rules,
    Sizes,
    office_hours,
)
from collegium.groups.models import GroupState, Member, PairKind, Programme
from collegium.people.models import Person

WORKING_DAYS = 5
DAYS_OF_YEAR = 365.25


def composition_problem(programme: Programme) -> Problem:
    """The programme's participants under its rules, as the roster stands now (four queries)."""
    people = Person.objects.filter(participant__programme=programme, is_active=True)
    participants = tuple(participant_of(person, programme.starts_on) for person in people)
    return Problem(
        people=participants,
        managers=_managers(programme),
        sizes=Sizes(programme.smallest, programme.largest),
        rules=_rules(programme),
        met=_met(programme, participants),
    )


def participant_of(person: Person, starts_on: date) -> Participant:
    """A person as the engine knows them; working days are nine to five in their zone."""
    numbers: dict[str, float] = {}
    if person.started_on:
        numbers["tenure"] = (starts_on - person.started_on).days / DAYS_OF_YEAR
    if person.level is not None:
        numbers["level"] = float(person.level)
    categories = ("department", "function", "site", "country", "gender")
    return Participant(
        id=str(person.pk),
        categories={name: getattr(person, name) for name in categories},
        numbers=numbers,
        strengths=frozenset(person.strengths),
        wants=frozenset(person.wants),
        languages=frozenset(person.languages),
        level=person.level,
        promotion_pool=person.promotion_pool,
        working=_working(person.time_zone, starts_on),
    )


def _working(zone: str, day: date) -> frozenset[int]:
    offset = datetime.combine(day, time(12), tzinfo=ZoneInfo(zone)).utcoffset()
    return office_hours(int(offset.total_seconds() // 60) if offset else 0)


def _rules(programme: Programme) -> Rules:
    """The lead's rules; hours a day become hours of the working week."""
    pairs: dict[str, set[Pair]] = defaultdict(set)
    for kind, one, other in programme.pair_rules.values_list("kind", "first_id", "second_id"):
        pairs[kind].add((str(one), str(other)))
    return Rules(
        apart=frozenset(pairs[PairKind.APART]),
        together=frozenset(pairs[PairKind.TOGETHER]),
        shared_language=programme.shared_language,
        levels_apart=programme.levels_apart,
        common_hours=programme.common_hours * WORKING_DAYS or None,
    )


def _managers(programme: Programme) -> dict[str, str]:
    """Boss by person through the whole organisation, people who left included."""
    bosses = Person.objects.filter(
        organisation=programme.organisation_id, manager__isnull=False
    ).values_list("pk", "manager_id")
    return {str(person): str(boss) for person, boss in bosses}


def _met(programme: Programme, people: Iterable[Participant]) -> dict[Pair, float]:
    """Pairs of these people who sat together in a group of another programme.

    How much it counts halves with each year since that programme began.
    """
    ids = [UUID(person.id) for person in people]
    published = (GroupState.MEETING, GroupState.CLOSED)
    places = Member.objects.filter(person__in=ids, group__state__in=published).exclude(
        group__programme=programme
    )
    groups: dict[tuple[UUID, date], list[str]] = defaultdict(list)
    for group, began, person in places.values_list(
        "group_id", "group__programme__starts_on", "person_id"
    ):
        groups[group, began].append(str(person))
    met: dict[Pair, float] = {}
    for (_group, began), together in groups.items():
        years = max(0, (programme.starts_on - began).days) / DAYS_OF_YEAR
        for pair in combinations(sorted(together), 2):
            met[pair] = max(met.get(pair, 0.0), 0.5**years)
    return met
