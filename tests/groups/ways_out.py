"""Every way in which somebody's membership ends, through the verb that people use for it."""

from collections.abc import Callable, Mapping
from datetime import datetime
from uuid import uuid4

from collegium.groups import actions as groups
from collegium.groups.models import Group, Member
from collegium.groups.queries.hands import hand_of
from collegium.groups.rooms import Room
from collegium.library.actions.memory import be_forgotten
from collegium.people import actions as people
from collegium.people.models import Person, RoleName
from tests.builders import a_person, with_role

type WayOut = Callable[[Room, datetime], None]


def by_oneself(room: Room, now: datetime) -> None:
    """They leave the group."""
    groups.leave_group(hand_of(room), now=now)


def by_a_lead(room: Room, now: datetime) -> None:
    """A lead takes them out of it."""
    groups.take_out(room.group.programme, room.person.pk, now=now)


def by_moving(room: Room, now: datetime) -> None:
    """Their place goes to another group of the programme."""
    groups.end_membership(Member.objects.get(pk=room.member.pk), now=now, moves=True)


def by_an_administrator(room: Room, _now: datetime) -> None:
    """They are deactivated."""
    people.deactivate(room.person)


def by_the_roster(room: Room, now: datetime) -> None:
    """A new roster leaves them out."""
    administrator = with_role(
        a_person(room.group.organisation, f"Admin {uuid4().hex[:6]}"), RoleName.ADMINISTRATOR
    )
    others = Person.objects.filter(organisation=administrator.organisation, is_active=True)
    rows = [f"{one.name},{one.email}" for one in others.exclude(pk=room.person.pk)]
    content = "\n".join(("name,email", *rows)).encode()
    upload = people.keep_upload(
        uuid4(), by=administrator, file_name="roster.csv", content=content, now=now
    )
    people.apply_roster(upload, by=administrator, now=now)


def by_being_forgotten(room: Room, now: datetime) -> None:
    """They are forgotten in this group."""
    be_forgotten(hand_of(room), now=now)


def by_the_end_of_the_group(room: Room, _now: datetime) -> None:
    """The group is deleted."""
    Group.objects.filter(pk=room.group.pk).delete()


WAYS: Mapping[str, WayOut] = {
    "oneself": by_oneself,
    "a lead": by_a_lead,
    "moving": by_moving,
    "an administrator": by_an_administrator,
    "the roster": by_the_roster,
    "being forgotten": by_being_forgotten,
    "the end of the group": by_the_end_of_the_group,
}
SHUT_OUT = frozenset({"an administrator", "the roster"})  # of the organisation
