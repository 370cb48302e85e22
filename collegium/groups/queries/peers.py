"""Who could share a challenge that somebody raised: compared by the machine, shown to nobody.

What is compared: strengths and wishes as the roster has them, the challenges of programmes that
people went through, and what they raised themselves. Never what was said in a group.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import UUID, uuid5

from django.db.models import Count, Q, QuerySet

from collegium.domain.composition import Problem, Sizes, gather, who_may_join
from collegium.domain.matching import Measure, likeness
from collegium.groups.models import (
    PUBLISHED,
    Asked,
    Member,
    NotAsked,
    PairKind,
    PairRule,
    Programme,
    RaisedChallenge,
    RaisedState,
)
from collegium.groups.queries.pool import SMALLEST, YES
from collegium.groups.queries.problem import participant_of, problem_about
from collegium.groups.standing import standing_challenge_id, standing_programme_id
from collegium.people.models import Person, RoleName
from collegium.vault import keyring
from collegium.vault.fields import read

LARGEST = 8
MOST_A_MONTH = 2
MONTH = timedelta(days=30)
LEVELS_APART = 2  # of the widest group there can be
NEVER_ASKED = (RoleName.LEAD, RoleName.ADMINISTRATOR)  # they must not read such words

type Texts = Mapping[UUID, Sequence[str]]


@dataclass(frozen=True, slots=True)
class Willing:
    """Who said yes, by identity, and who of them and the asker can be a group; empty if none."""

    people: tuple[UUID, ...]
    group: tuple[UUID, ...]


def standing_programme(organisation_id: UUID, now: datetime) -> Programme:
    """The programme in which groups form just in time, not stored: its identity and rules."""
    return Programme(
        pk=standing_programme_id(organisation_id),
        organisation_id=organisation_id,
        challenge_id=standing_challenge_id(organisation_id),
        starts_on=now.date(),
        smallest=SMALLEST,
        largest=LARGEST,
        levels_apart=LEVELS_APART,
    )


def peers_of(
    raised: RaisedChallenge, *, now: datetime, measure: Measure | None = None
) -> tuple[Person, ...]:
    """Whom to ask next, the nearest in what they know and want first (eleven queries).

    Nobody whom a rule keeps from sharing a group with the asker: not their boss, not a rival.
    Raises Unsolvable where the roster contradicts itself.
    """
    people = {one.pk: one for one in _at_the_level(raised, now)}
    asker = raised.person
    problem = _problem(raised, [asker, *people.values()], now)
    lawful = {UUID(one) for one in who_may_join(problem, str(asker.pk))}
    near = _nearness(raised, lawful, measure)
    order = sorted(lawful, key=lambda one: (-near.get(one, 0.0), uuid5(raised.pk, str(one))))
    return tuple(people[one] for one in order)


def willing_in(raised: RaisedChallenge, *, now: datetime) -> Willing:
    """Who is willing, and the best lawful group of them around the asker.

    Raises Unsolvable where the roster contradicts itself.
    """
    key = keyring.key_of(raised.vault_scope)
    asked = raised.asked.filter(person__is_active=True).select_related("person")
    yes = [one.person for one in asked if read(one, "answer", key=key) in YES]
    if len(yes) + 1 < SMALLEST:
        return Willing(tuple(one.pk for one in yes), ())
    problem = _problem(raised, [raised.person, *yes], now)
    seats = gather(problem, str(raised.person_id))
    return Willing(tuple(one.pk for one in yes), tuple(UUID(one) for one in seats))


def _at_the_level(raised: RaisedChallenge, now: datetime) -> QuerySet[Person]:
    """Active people near in level who may be asked; an unknown level is near to unknown ones."""
    asker, apart = raised.person, raised.levels_apart
    near = (
        Q(level=None)
        if asker.level is None
        else Q(level__range=(asker.level - apart, asker.level + apart))
    )
    recent = Asked.objects.filter(asked_at__gt=now - MONTH).order_by().values("person")
    often = recent.annotate(times=Count("pk")).filter(times__gte=MOST_A_MONTH).values("person")
    people = Person.objects.filter(near, organisation=asker.organisation_id, is_active=True)
    return (
        people.exclude(pk=asker.pk)
        .exclude(roles__name__in=NEVER_ASKED)
        .exclude(pk__in=NotAsked.objects.values("person"))
        .exclude(pk__in=raised.asked.values("person"))
        .exclude(pk__in=often)
    )


def _problem(raised: RaisedChallenge, people: Sequence[Person], now: datetime) -> Problem:
    """These people under every rule there is; whom a lead keeps apart anywhere stays apart."""
    organisation = raised.person.organisation_id
    programme = standing_programme(organisation, now)
    participants = [participant_of(one, programme.starts_on) for one in people]
    problem = problem_about(programme, participants)
    apart = PairRule.objects.filter(
        kind=PairKind.APART, programme__organisation=organisation
    ).values_list("first_id", "second_id")
    rules = replace(
        problem.rules,
        levels_apart=raised.levels_apart,
        apart=frozenset((str(one), str(other)) for one, other in apart),
    )
    return replace(problem, rules=rules, sizes=Sizes(SMALLEST, LARGEST))


def _nearness(
    raised: RaisedChallenge, among: Collection[UUID], measure: Measure | None
) -> Mapping[UUID, float]:
    words = read(raised, "words", key=keyring.key_of(raised.vault_scope))
    texts = {one: known for one, known in _texts(raised.person).items() if one in among}
    unique = sorted({text for known in texts.values() for text in known})
    if not unique:
        return {}
    scores = dict(zip(unique, likeness(words, unique, measure=measure), strict=True))
    return {one: max(scores[text] for text in known) for one, known in texts.items()}


def _texts(asker: Person) -> Texts:
    """What the machine knows of each colleague's experience and wishes (four queries)."""
    organisation = asker.organisation_id
    known: dict[UUID, list[str]] = defaultdict(list)
    roster = Person.objects.filter(organisation=organisation, is_active=True)
    for one, strengths, wants in roster.values_list("pk", "strengths", "wants"):
        if strengths or wants:
            known[one].extend([*strengths, *wants])
    gone_through = Member.objects.filter(
        group__organisation=organisation, group__state__in=PUBLISHED
    ).exclude(group__cycles__challenge=standing_challenge_id(organisation))
    for one, sentence in gone_through.values_list("person", "group__cycles__challenge__sentence"):
        if sentence:
            known[one].append(sentence)
    open_ones = RaisedChallenge.objects.filter(
        person__organisation=organisation, state=RaisedState.OPEN
    ).exclude(person=asker)
    rows = list(open_ones)
    keys = keyring.keys_of([row.vault_scope for row in rows]) if rows else {}
    for row in rows:
        if key := keys.get(row.vault_scope):
            known[row.person_id].append(read(row, "words", key=key))
    return known
