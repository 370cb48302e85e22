"""A programme as the question that the composition engine answers."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime, time
from itertools import combinations
from uuid import UUID
from zoneinfo import ZoneInfo

from collegium.domain.composition import (
    PRESETS,
    Facilitator,
    Pair,
    Participant,
    Problem,
    Rules,
    Sizes,
    office_hours,
)
from collegium.groups.models import PUBLISHED, Member, PairKind, Programme
from collegium.groups.queries.rather_not import impossible_pairs
from collegium.people.models import Person, RoleName

WORKING_DAYS = 5
DAYS_OF_YEAR = 365.25


def composition_problem(programme: Programme) -> Problem:
    """The programme's participants under its rules, as the roster stands now (seven queries).

    It holds what people asked for in private: it is for the engine, never to be stored.
    """
    chosen = programme.participants.filter(person__is_active=True).select_related("person")
    participants = [
        participant_of(one.person, programme.starts_on, can_host=one.can_host)
        for one in chosen.order_by("person__name", "person_id")
    ]
    return problem_about(programme, participants, facilitators_of(programme))


def problem_about(
    programme: Programme,
    participants: Sequence[Participant],
    facilitators: Iterable[Facilitator] = (),
) -> Problem:
    """These people under the programme's rules. Nobody facilitates what they take part in."""
    seated = {one.id for one in participants}
    helpers = tuple(one for one in facilitators if one.id not in seated)
    present = seated | {one.id for one in helpers}
    return Problem(
        people=tuple(participants),
        managers=_managers(programme),
        facilitators=helpers,
        sizes=Sizes(programme.smallest, programme.largest),
        rules=rules_of(programme, present),
        weights=PRESETS[programme.mix],
        met=_met(programme, participants),
    )


def problem_in_the_open(programme: Programme, participants: Sequence[Participant]) -> Problem:
    """The same people under the rules that a lead knows of (two queries)."""
    return Problem(
        people=tuple(participants),
        managers=_managers(programme),
        sizes=Sizes(programme.smallest, programme.largest),
        rules=_open_rules(programme),
    )


def participant_of(person: Person, starts_on: date, *, can_host: bool = False) -> Participant:
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
        can_host=can_host,
    )


def facilitators_of(programme: Programme) -> list[Facilitator]:
    """Those who may support groups of a programme (one query)."""
    supports = programme.supports.filter(
        person__is_active=True, person__roles__name=RoleName.FACILITATOR
    )
    return [
        Facilitator(
            id=str(one.person_id),
            capacity=one.groups,
            languages=frozenset(one.person.languages),
            working=_working(one.person.time_zone, programme.starts_on),
        )
        for one in supports.select_related("person").order_by("person_id")
    ]


def _working(zone: str, day: date) -> frozenset[int]:
    offset = datetime.combine(day, time(12), tzinfo=ZoneInfo(zone)).utcoffset()
    return office_hours(int(offset.total_seconds() // 60) if offset else 0)


def rules_of(programme: Programme, present: Collection[str]) -> Rules:
    """The lead's rules, and what people asked for in private (three queries)."""
    pairs = impossible_pairs(programme.organisation_id, present)
    return replace(_open_rules(programme), vetoes=pairs)


def _open_rules(programme: Programme) -> Rules:
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
        never_alone=frozenset((name, value) for name, value in programme.never_alone),
        hosts=programme.hosts,
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
    places = Member.objects.filter(person__in=ids, group__state__in=PUBLISHED).exclude(
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
