"""The watch: which rules the roster, as it stands now, breaks inside groups that stand already.

Nothing here opens what people asked for in private. It counts when groups are formed and when
somebody is placed; a group that meets is never checked against it, so no notice can tell of it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from collegium.domain.composition import Rule, Violation, check
from collegium.groups.models import (
    Group,
    GroupState,
    Member,
    Notice,
    NoticeState,
    Programme,
    ProgrammeState,
)
from collegium.groups.queries.problem import participant_of, problem_in_the_open
from collegium.people.models import Person, RoleName

WATCHED = (Rule.LINE, Rule.POOL, Rule.APART, Rule.LEVELS)
ALIVE = (ProgrammeState.DRAFT, ProgrammeState.RUNNING)
STANDING = (GroupState.DRAFT, GroupState.MEETING)

type Seats = tuple[tuple[Group, tuple[Person, ...]], ...]


@dataclass(frozen=True, slots=True)
class Breach:
    """A rule that two people of a group break. Its key is the same as long as it stands."""

    key: str
    group_id: UUID
    rule: Rule
    first: UUID
    second: UUID
    found: float | None
    limit: float | None


@dataclass(frozen=True, slots=True)
class Noticed:
    """Something to look at in a programme since a version of the roster, and by whom."""

    programme_id: UUID
    roster_version: int
    leads: tuple[Person, ...]


def programmes_to_watch() -> QuerySet[Programme]:
    """Programmes whose groups were last checked against an earlier roster."""
    return Programme.objects.filter(state__in=ALIVE).exclude(
        watched=F("organisation__roster_version")
    )


def standing_groups(programme: Programme) -> Seats:
    """The drafts and the groups that meet, each with its active people (two queries)."""
    seated: dict[UUID, list[Person]] = {}
    members = Member.objects.filter(
        group__programme=programme,
        group__state__in=STANDING,
        left_at=None,
        person__is_active=True,
    )
    for member in members.select_related("person").order_by("person__name", "person_id"):
        seated.setdefault(member.group_id, []).append(member.person)
    groups = programme.groups.filter(state__in=STANDING)
    return tuple((group, tuple(seated.get(group.pk, ()))) for group in groups)


def breaches_of(programme: Programme) -> tuple[Breach, ...]:
    """What stands in a programme's groups against its rules now (four queries).

    Raises Unsolvable where the roster contradicts itself.
    """
    seats = standing_groups(programme)
    people = [participant_of(one, programme.starts_on) for _, group in seats for one in group]
    problem = problem_in_the_open(programme, people)
    found = check(problem, [[str(one.pk) for one in group] for _, group in seats])
    watched = (one for one in found if one.rule in WATCHED)
    return tuple(_breach(seats[one.group][0], one) for one in watched)


def _breach(group: Group, found: Violation) -> Breach:
    first, second = sorted(found.people)
    pair = f"{found.found:g}" if found.rule == Rule.LEVELS else f"{first}/{second}"
    return Breach(
        key=f"{group.pk}/{found.rule}/{pair}",
        group_id=group.pk,
        rule=found.rule,
        first=UUID(first),
        second=UUID(second),
        found=found.found,
        limit=found.limit,
    )


def open_notices(programme: Programme) -> tuple[Notice, ...]:
    """What waits for the lead; gone is what a move by hand has mended (one query)."""
    if programme.state not in ALIVE:
        return ()
    notices = programme.notices.filter(_together(), state=NoticeState.OPEN)
    return tuple(notices.select_related("group", "first", "second"))


def notice_in(programme: Programme, notice_id: UUID) -> Notice:
    """One notice of a programme, open or not; raises `Notice.DoesNotExist` for any other."""
    return programme.notices.select_related("group", "first", "second").get(pk=notice_id)


def notices_mended() -> QuerySet[Notice]:
    """Open notices of people who no longer sit together in a group that stands."""
    return Notice.objects.filter(~_together(), state=NoticeState.OPEN)


def _together() -> Q:
    """Whether both people of a notice sit in its group still."""
    places = Member.objects.filter(
        group=OuterRef("group"), left_at=None, group__state__in=STANDING, person__is_active=True
    )
    return Q(Exists(places.filter(person=OuterRef("first")))) & Q(
        Exists(places.filter(person=OuterRef("second")))
    )


def noticed() -> tuple[Noticed, ...]:
    """Programmes with something to look at, for the mail to their leads (three queries)."""
    notices = Notice.objects.filter(_together(), state=NoticeState.OPEN)
    pairs = set(notices.order_by().values_list("programme_id", "roster_version").distinct())
    if not pairs:
        return ()
    programmes = Programme.objects.filter(pk__in={one for one, _ in pairs}, state__in=ALIVE)
    found = {programme.pk: programme for programme in programmes}
    leads = _leads({programme.organisation_id for programme in found.values()})
    return tuple(
        Noticed(programme, version, _leads_of(found[programme], leads))
        for programme, version in sorted(pairs, key=str)
        if programme in found
    )


def _leads(organisations: Iterable[UUID]) -> list[Person]:
    people = Person.objects.filter(
        organisation__in=organisations, is_active=True, roles__name=RoleName.LEAD
    )
    return list(people.order_by("name", "id"))


def _leads_of(programme: Programme, leads: Iterable[Person]) -> tuple[Person, ...]:
    """Who set the programme up, while they lead; otherwise every lead of the organisation."""
    able = tuple(one for one in leads if one.organisation_id == programme.organisation_id)
    return tuple(one for one in able if one.pk == programme.created_by_id) or able
