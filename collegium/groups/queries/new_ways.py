"""What stays closed to a new way of signing in until its person, or a peer, says whose it is.

A group is closed where somebody came to it before the way was there. What they keep for
themselves is closed as long as one of these groups is, and opens to whoever had never come before.
What its person has denied opens nothing at all.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce

from collegium.audit.models import Entry
from collegium.audit.verbs import Verb
from collegium.groups.models import PUBLISHED, Member, Vouch
from collegium.groups.rooms import Room
from collegium.people.access import CHANGES_SIGN_IN, relations_of
from collegium.people.models import Person
from collegium.people.queries.new_ways import unsettled
from collegium.people.signing.models import NewWay

PLACES = Member.objects.alias(first_came=Coalesce("first_joined_at", "joined_at"))
SAID = Vouch.objects.filter(way__denied_at=None)
DENIED = Q(denied_at__isnull=False)


@dataclass(frozen=True, slots=True)
class Doubt:
    """Somebody in a group who comes by a new way; of addresses the first of several."""

    member: Member
    way: NewWay
    may_vouch: bool  # the reader


def strangers(places: Iterable[Member]) -> frozenset[UUID]:
    """Of places with their persons: those that are closed (a query only where one may be)."""
    return closed_places([one.pk for one in places if one.person.uncertain_since is not None])


def closed_places(places: Collection[UUID]) -> frozenset[UUID]:
    """Which of these places are closed (a query only where there are any)."""
    if not places:
        return frozenset()
    closed = PLACES.filter(_comes_anew(), pk__in=places)
    return frozenset(closed.values_list("pk", flat=True))


def open_places() -> QuerySet[Member]:
    """All places that are not closed."""
    return PLACES.filter(Q(person__uncertain_since=None) | ~_comes_anew())


def is_closed(person: str) -> Exists:
    """Of rows with a `person`: whether what they keep for themselves is closed to them."""
    said_there = SAID.filter(way=OuterRef(OuterRef("pk")), group=OuterRef("group"))
    doubted = PLACES.filter(
        ~Exists(said_there),
        person=OuterRef("person"),
        first_came__lte=OuterRef("since"),
        forgotten_at=None,
        group__state__in=PUBLISHED,
    )
    unsaid = Q(had_come=True) & ~Exists(SAID.filter(way=OuterRef("pk")))
    return Exists(unsettled().filter(DENIED | Exists(doubted) | unsaid, person=OuterRef(person)))


def is_closed_to(person: Person) -> bool:
    """Whether what somebody keeps for themselves is closed (a query only where it may be)."""
    if person.uncertain_since is None:
        return False
    return Person.objects.filter(is_closed("pk"), pk=person.pk).exists()


def doubts_in(room: Room, members: Iterable[Member]) -> tuple[Doubt, ...]:
    """Who of a room's members comes by a new way, and by which (no query where nobody does)."""
    return tuple(
        Doubt(member, way, may_vouch(room, way))
        for member in members
        if member.person.uncertain_since is not None
        for way in _shown(closing(member))
    )


def closing(member: Member) -> QuerySet[NewWay]:
    """The ways for whose sake a place is closed, the first one first."""
    said = SAID.filter(way=OuterRef("pk"), group=member.group_id)
    newer = Q(since__gte=member.came_at)
    ways = unsettled().filter(DENIED | newer, ~Exists(said), person=member.person_id)
    return ways.order_by("since", "pk")


def may_vouch(room: Room, way: NewWay) -> bool:
    """Whether a member could know, and could not have made the way: neither now nor since then."""
    came_later = room.member.came_at >= way.since
    if way.denied_at or came_later or room.person.uncertain_since is not None:
        return False
    return not (relations_of(room.person) & CHANGES_SIGN_IN or _had_a_role(room, way.since))


def _had_a_role(room: Room, since: datetime) -> bool:
    taken = Entry.objects.filter(verb=Verb.ROLE_TAKEN, subject=room.person.pk, at__gte=since)
    return taken.filter(organisation=room.group.organisation_id).exists()


def _shown(ways: Iterable[NewWay]) -> Iterable[NewWay]:
    """Each provider, and one for all addresses: there is only one at the end of them."""
    found = list(ways)
    moved = [one for one in found if not one.provider]
    denied = [one for one in moved if one.denied_at]
    return [*(denied or moved)[:1], *(one for one in found if one.provider)]


def _comes_anew() -> Exists:
    """Of `PLACES`: whether their person comes by a newer way that nobody there vouched for."""
    said = SAID.filter(way=OuterRef("pk"), group=OuterRef(OuterRef("group")))
    newer = Q(since__gte=OuterRef("first_came"))
    return Exists(unsettled().filter(DENIED | newer, ~Exists(said), person=OuterRef("person")))
