"""What somebody wrote in groups, whether they still sit there or not."""

from uuid import UUID

from django.db.models import QuerySet

from collegium.groups.models import PUBLISHED, Member
from collegium.groups.queries.new_ways import strangers
from collegium.groups.rooms import Hand, Room
from collegium.people.models import Person


def hand_of(room: Room) -> Hand:
    """The hand of the member who entered a room."""
    return Hand(room.group, room.member)


def hands_of(person: Person) -> tuple[Hand, ...]:
    """The groups in which a person writes or wrote, those they sit in first (one query)."""
    found = list(_places(person).order_by("-joined_at", "pk"))
    closed = strangers(found)
    hands = [Hand(one.group, one) for one in found if one.pk not in closed]
    return tuple(sorted(hands, key=lambda hand: hand.member.left_at is not None))


def hand_in(person: Person, member_id: UUID) -> Hand:
    """One of them; raises `Member.DoesNotExist` for a place that is not the person's."""
    found = _places(person).get(pk=member_id)
    if strangers([found]):
        raise Member.DoesNotExist
    return Hand(found.group, found)


def every_hand(person: Person) -> tuple[Hand, ...]:
    """The same for somebody who was shut out already, to have it all forgotten (one query)."""
    mine = Member.objects.select_related("group__programme", "group__organisation", "person")
    places = mine.filter(person=person, forgotten_at=None, group__state__in=PUBLISHED)
    return tuple(Hand(one.group, one) for one in places.order_by("pk"))


def hand_of_place(member_id: UUID) -> Hand | None:
    """The hand of one place, whoever has it; None where there is none or it was forgotten."""
    places = Member.objects.select_related("group__programme", "group__organisation", "person")
    place = places.filter(pk=member_id, forgotten_at=None, group__state__in=PUBLISHED).first()
    return Hand(place.group, place) if place else None


def _places(person: Person) -> QuerySet[Member]:
    mine = Member.objects.select_related("group__programme", "group__organisation", "person")
    published = mine.filter(group__state__in=PUBLISHED, forgotten_at=None)
    return published.filter(person_id=person.pk, person__is_active=True)
