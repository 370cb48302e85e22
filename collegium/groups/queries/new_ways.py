"""What stays closed to a new way of signing in until its person, or a peer, says whose it is.

A group is closed where the place in it is older than the way. What somebody keeps for themselves
is closed with the groups that meet; it opens to whoever had never come before.
"""

from django.db.models import Exists, OuterRef, Q

from collegium.groups.models import GroupState, Member, Vouch
from collegium.people.models import Person
from collegium.people.queries.new_ways import unsettled

SAID = Vouch.objects.filter(way__denied_at=None)


def is_stranger() -> Exists:
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
    """Whether what somebody keeps for themselves is closed to them (one query)."""
    return Person.objects.filter(is_closed("pk"), pk=person.pk).exists()
