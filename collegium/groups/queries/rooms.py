"""Into a group and around in it, for those who sit in it."""

from collections.abc import Collection, Iterable, Mapping
from uuid import UUID

from django.db.models import Prefetch, QuerySet

from collegium.groups.models import PUBLISHED, Buddies, Cycle, Group, GroupState, Member
from collegium.groups.queries.new_ways import strangers
from collegium.groups.rooms import Room
from collegium.people.models import Person


def enter(person: Person, group_id: UUID) -> Room:
    """The room of a published group for one who sits in it.

    Raises `Group.DoesNotExist` for everybody else, whether the group exists or not.
    """
    rooms = _opened(_places(person).filter(group_id=group_id))
    if not rooms:
        raise Group.DoesNotExist
    return rooms[0]


def enter_all(places: Iterable[tuple[UUID, UUID]]) -> Mapping[tuple[UUID, UUID], Room]:
    """The rooms of many at once, by person and group; none for who may not enter (one query)."""
    asked = set(places)
    members = _all_places().filter(
        person__in={person for person, _ in asked}, group__in={group for _, group in asked}
    )
    found = {(one.person.pk, one.group.pk): one for one in _opened(members)}
    return {place: room for place, room in found.items() if place in asked}


def rooms_of(person: Person) -> tuple[Room, ...]:
    """Every published group that a person sits in, open ones first, newest first (one query)."""
    members = _places(person).order_by("-group__created_at", "group_id")
    return tuple(sorted(_opened(members), key=lambda room: room.group.state == GroupState.CLOSED))


def _places(person: Person) -> QuerySet[Member]:
    return _all_places().filter(person_id=person.pk)


def _all_places() -> QuerySet[Member]:
    places = Member.objects.select_related("group__programme", "group__organisation", "person")
    return places.filter(left_at=None, person__is_active=True, group__state__in=PUBLISHED)


def _opened(places: QuerySet[Member]) -> list[Room]:
    """Not to whoever comes by a way that others made for them."""
    found = list(places)
    closed = strangers(found)
    return [Room(group=one.group, member=one) for one in found if one.pk not in closed]


def members_of(room: Room) -> tuple[Member, ...]:
    """Those who sit in the group now, by name."""
    members = Member.objects.select_related("person").filter(group=room.group, left_at=None)
    return tuple(members.order_by("person__name", "id"))


def current_cycle(room: Room) -> Cycle:
    """The group's newest cycle, with its challenge; a closed group's last one.

    Raises `Cycle.DoesNotExist` only for a group that was never published.
    """
    cycles = Cycle.objects.select_related("challenge").filter(group=room.group)
    return cycles.order_by("number").reverse()[:1].get()


def buddies_of(room: Room, cycle: Cycle) -> tuple[Member, ...]:
    """Those whom the member checks in with in this cycle; empty for a member who came later."""
    own = room.member.buddies.filter(cycle=cycle, cycle__group=room.group)
    others = Member.objects.select_related("person").filter(buddies__in=own, left_at=None)
    return tuple(others.exclude(pk=room.member.pk).order_by("person__name", "id"))


def buddies_in(cycles: Collection[UUID]) -> Mapping[tuple[UUID, UUID], tuple[Member, ...]]:
    """For each member and cycle, whom they check in with (two queries for any number)."""
    sitting = Member.objects.filter(left_at=None).select_related("person")
    members = Prefetch("members", sitting.order_by("person__name", "id"))
    others: dict[tuple[UUID, UUID], dict[Member, None]] = {}
    for pair in Buddies.objects.filter(cycle__in=cycles).prefetch_related(members):
        for one in pair.members.all():
            mine = others.setdefault((one.pk, pair.cycle_id), {})
            mine |= {other: None for other in pair.members.all() if other != one}
    return {place: tuple(found) for place, found in others.items()}


def trios_of(room: Room, cycle: Cycle) -> tuple[tuple[str, ...], ...]:
    """The names of those who check in as three since somebody joined two of them (1 query)."""
    joined = Member.objects.filter(
        group=room.group, left_at=None, buddies__cycle=cycle, buddies__third_at__isnull=False
    )
    names: dict[UUID, list[str]] = {}
    for buddies, name in joined.order_by("person__name", "id").values_list(
        "buddies", "person__name"
    ):
        names.setdefault(buddies, []).append(name)
    return tuple(tuple(one) for one in names.values())
