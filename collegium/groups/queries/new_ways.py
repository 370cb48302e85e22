"""What stays closed to a new way of signing in until its person, or a peer, says whose it is.

A group is closed where the place in it is older than the way. What somebody keeps for themselves
is closed with the groups that meet; it opens to whoever had never come before.
"""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db.models import Exists, OuterRef, Q

from collegium.groups.models import GroupState, Member, Vouch
from collegium.people.models import Person
from collegium.people.queries.new_ways import unsettled

SAID = Vouch.objects.filter(way__denied_at=None)


def strangers(places: Iterable[Member]) -> frozenset[UUID]:
    """Of places with their persons: those that are closed (a query only where one may be)."""
    newer = [one.pk for one in places if _is_newer(one.person.uncertain_since, one.joined_at)]
    if not newer:
        return frozenset()
    return frozenset(
        Member.objects.filter(_comes_anew(), pk__in=newer).values_list("pk", flat=True)
    )


def _is_newer(since: datetime | None, joined_at: datetime) -> bool:
    return since is not None and since > joined_at


def _comes_anew() -> Exists:
    """Of places: whether their person comes by a newer way that nobody there vouched for."""
    said = SAID.filter(way=OuterRef("pk"), group=OuterRef(OuterRef("group")))
    newer = unsettled().filter(person=OuterRef("person"), since__gt=OuterRef("joined_at"))
    return Exists(newer.filter(~Exists(said)))


def is_closed(person: str) -> Exists:
    """Of rows with a `person`: whether what they keep for themselves is closed to them."""
    said_there = SAID.filter(way=OuterRef(OuterRef("pk")), group=OuterRef("group"))
    doubted = Member.objects.filter(
        ~Exists(said_there),
        person=OuterRef("person"),
        joined_at__lt=OuterRef("since"),
        left_at=None,
        group__state=GroupState.MEETING,
    )
    unsaid = Q(had_come=True) & ~Exists(SAID.filter(way=OuterRef("pk")))
    return Exists(unsettled().filter(Exists(doubted) | unsaid, person=OuterRef(person)))


def is_closed_to(person: Person) -> bool:
    """Whether what somebody keeps for themselves is closed (a query only where it may be)."""
    if person.uncertain_since is None:
        return False
    return Person.objects.filter(is_closed("pk"), pk=person.pk).exists()
