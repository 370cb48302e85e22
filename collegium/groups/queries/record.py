"""Reading the record: an organisation's for its administrators, one's own, and a group's own."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Exists, Max, Min, OuterRef, Q, QuerySet
from django.utils import timezone

from collegium.audit.models import Entry
from collegium.audit.verbs import MEANINGS, Area, Kind, Verb
from collegium.groups.models import Group, Member, Programme
from collegium.groups.rooms import Room
from collegium.groups.words.record import ORIGINS, Names, sentence_of
from collegium.people.models import Organisation, Person

OWN = frozenset(verb for verb, meaning in MEANINGS.items() if meaning.own)
WHO_ONE_IS = (
    *(Verb.ADDRESS_CHANGED, Verb.FACTORS_FORGOTTEN, Verb.NEW_WAY_CONFIRMED, Verb.NEW_WAY_DENIED),
)
AT_ONCE = 1_000


@dataclass(frozen=True, slots=True)
class Told:
    """One entry as people read it."""

    number: int
    at: datetime
    what: str
    origin: str
    verb: str
    mark: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Narrowed:
    """What a record is narrowed to; None means everything. A month is its first day."""

    area: Area | None = None
    month: date | None = None


def record_of(organisation: Organisation, wanted: Narrowed) -> QuerySet[Entry]:
    """What leads, administrators and the server did, newest first; not what people did as members.

    The reader's own zone says when a month begins.
    """
    entries = Entry.objects.filter(organisation=organisation.pk).exclude(verb__in=OWN)
    if wanted.area:
        verbs = [verb for verb, meaning in MEANINGS.items() if meaning.area == wanted.area]
        entries = entries.filter(verb__in=verbs)
    if wanted.month:
        after = _next(wanted.month)
        entries = entries.filter(at__gte=_begins(wanted.month), at__lt=_begins(after))
    return entries.order_by("-number")


def months_of(organisation: Organisation) -> tuple[date, ...]:
    """Every month from the first entry to the last, newest first (one query)."""
    ends = Entry.objects.filter(organisation=organisation.pk).order_by()
    found = ends.aggregate(first=Min("at"), last=Max("at"))
    if found["first"] is None:
        return ()
    month = timezone.localtime(found["first"]).date().replace(day=1)
    last, months = timezone.localtime(found["last"]).date(), []
    while month <= last:
        months.append(month)
        month = _next(month)
    return tuple(reversed(months))


def done_to(person: Person) -> QuerySet[Entry]:
    """What was done about somebody, and what they did for themselves, newest first.

    With it whenever a group of theirs was opened, also one that they have left.
    """
    mine = Member.objects.filter(person=person).values("group")
    return Entry.objects.filter(
        Q(kind=Kind.PERSON, subject=person.pk)
        | Q(actor=person.pk, verb__in=OWN)
        | Q(verb=Verb.BREAK_GLASS, group__in=mine),
        organisation=person.organisation_id,
    ).order_by("-number")


def done_in(room: Room) -> QuerySet[Entry]:
    """What was done to a group and about its members in it, newest first.

    With it what would let somebody else sign in as one of them, while they sat there.
    """
    organisation = room.group.organisation_id
    sat_there = Q(left_at=None) | Q(left_at__gte=OuterRef("at"))
    came_before = Q(joined_at__lte=OuterRef("at")) | Q(first_joined_at__lte=OuterRef("at"))
    theirs = Member.objects.filter(
        sat_there, came_before, group=room.group, person=OuterRef("subject")
    )
    return Entry.objects.filter(
        Q(group=room.group.pk)
        | Q(Exists(theirs), verb__in=WHO_ONE_IS)
        | Q(verb=Verb.SIGN_ON_CHANGED, at__gte=room.member.joined_at),
        organisation=organisation,
    ).order_by("-number")


def openings_of(room: Room) -> tuple[Told, ...]:
    """Each time somebody had a group's words opened; nearly always none (one query then)."""
    return told(done_in(room).filter(verb=Verb.BREAK_GLASS), with_reasons=True)


def told(entries: Iterable[Entry], *, with_reasons: bool = False) -> tuple[Told, ...]:
    """Entries as people read them (three queries). A reason is for the group it is about alone."""
    rows = list(entries)
    names = _names(rows)
    return tuple(_told(row, names, row.reason if with_reasons else "") for row in rows)


def told_in_turn(entries: QuerySet[Entry]) -> Iterator[Told]:
    """The same for many, a part at a time."""
    for start in range(0, entries.count(), AT_ONCE):
        yield from told(entries[start : start + AT_ONCE])


def _told(row: Entry, names: Names, reason: str) -> Told:
    return Told(
        number=row.number,
        at=row.at,
        what=sentence_of(row, names),
        origin=str(ORIGINS.get(row.origin, row.origin)),
        verb=row.verb,
        mark=bytes(row.mark).hex(),
        reason=reason,
    )


def _names(rows: Iterable[Entry]) -> Names:
    persons: set[UUID] = set()
    programmes: set[UUID] = set()
    groups: set[UUID] = set()
    by_kind = {Kind.PERSON: persons, Kind.PROGRAMME: programmes, Kind.GROUP: groups}
    for row in rows:
        persons |= {row.actor} if row.actor else set()
        groups |= {row.group} if row.group else set()
        if row.subject and (named := by_kind.get(Kind(row.kind))) is not None:
            named.add(row.subject)
    return Names(
        persons=dict(Person.objects.filter(pk__in=persons).values_list("pk", "name")),
        programmes=dict(Programme.objects.filter(pk__in=programmes).values_list("pk", "name")),
        groups=dict(Group.objects.filter(pk__in=groups).values_list("pk", "name")),
    )


def _begins(month: date) -> datetime:
    return timezone.make_aware(datetime(month.year, month.month, 1))  # noqa: DTZ001 - made aware


def _next(month: date) -> date:
    return date(month.year + month.month // 12, month.month % 12 + 1, 1)
