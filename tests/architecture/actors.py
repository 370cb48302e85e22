"""Everybody who may come to an address: who they are, where, and what they hold."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from types import MappingProxyType
from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.utils import timezone

from collegium.groups.models import Group, Member
from collegium.mailing.links import stop_link
from collegium.mailing.models import Mail, MailKind
from collegium.meetings.calendars.feeds import address_of
from collegium.meetings.models import CalendarFeed
from collegium.people.access import ROLE_OF, Who
from collegium.people.models import Person, RoleName
from collegium.people.signing.models import NewWay, SignIn
from collegium.people.signing.sessions import kept_as
from tests.architecture.test_access import NOW, World
from tests.builders import LONG_AGO, a_group, a_person, a_programme, with_role

DOOR = "X-Door"
NO_SECRETS: Mapping[str, str] = MappingProxyType({})


class Door:
    """Middleware behind the access table: whoever asks for no more is told that they are in."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Nothing to do before the address is known."""
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_view: object) -> HttpResponse | None:
        """Answer in the view's place."""
        return HttpResponse(status=204) if DOOR in request.headers else None


@dataclass(frozen=True)
class Place:
    """Where the things in an address hang: an organisation, a group, whose own they are."""

    organisation: UUID | None
    group: UUID | None = None
    owner: UUID | None = None


@dataclass
class Actor:
    """Somebody at a browser. `person` is None for whoever is nobody to us."""

    name: str
    client: Client
    person: Person | None = None
    roles: frozenset[Who] = frozenset()
    groups: frozenset[UUID] = frozenset()
    secrets: Mapping[str, str] = field(default_factory=lambda: NO_SECRETS)  # by address
    member_id: UUID | None = None  # of a place that they had
    dead: str = ""  # a cookie that their browser keeps sending
    uncertain: bool = False  # whether others gave them the way by which they came

    def ask(self, method: str, path: str, **sent: Any) -> HttpResponse:
        """Go there."""
        if self.dead:
            self.client.cookies[settings.SESSION_COOKIE_NAME] = self.dead
        response: HttpResponse = getattr(self.client, method)(path, **sent)
        return response

    def __post_init__(self) -> None:
        self.client.raise_request_exception = False

    @property
    def cookie(self) -> str:
        """What their browser sends."""
        found = self.client.cookies.get(settings.SESSION_COOKIE_NAME)
        return found.value if found else ""

    def relations(self, place: Place) -> frozenset[Who]:
        """How they stand to a place, as the words of the access table have it."""
        if self.person is None:
            return frozenset()
        found = set()
        if place.organisation in {None, self.person.organisation_id}:
            found |= {Who.PERSON, *self.roles}
            found |= frozenset() if self.uncertain else {Who.KNOWN}
        if place.group in self.groups:
            found.add(Who.GROUP_MEMBER)
        if place.owner == self.person.pk and not self.uncertain:
            found |= {Who.OWNER, Who.AUTHOR}
        return frozenset(found)


def everybody(world: World) -> list[Actor]:
    """All of them, the outsiders first."""
    here, there = world.group, world.there
    fellow = here.members.get(person__name="Grace Murray").person
    helper = with_role(a_person(here.organisation, "Fern Hand"), RoleName.FACILITATOR)
    Group.objects.filter(pk=world.beside.pk).update(facilitator=helper)
    other_lead = with_role(a_person(here.organisation, "Lou Lind"), RoleName.LEAD)
    a_programme(here.organisation, "Autumn", created_by=other_lead)
    above_all = with_role(a_person(here.organisation, "Ann All"), *RoleName)
    a_group(world.programme, above_all, name="Group 3")
    return [
        Actor("anonymous", Client()),
        _expired(world),
        _deactivated(world),
        *_holders(world),
        _known(world, "former", member_id=_former(world)),
        _moved(world),
        _known(world, "neighbour", group=world.beside),
        _known(world, "member", group=here),
        _signed_in("fellow member", fellow, group=here),
        _known(world, "facilitator"),
        _signed_in("facilitator of another group", helper),
        _known(world, "lead"),
        _signed_in("lead of another programme", other_lead),
        _known(world, "administrator"),
        _signed_in("somebody with every role", above_all),
        _known(world, "foreign lead"),
        _known(world, "foreign administrator"),
        _known(world, "foreign member", group=there),
    ]


def _signed_in(
    name: str, person: Person, *, group: Group | None = None, member_id: UUID | None = None
) -> Actor:
    client = Client()
    client.force_login(person)
    held = person.roles.values_list("name", flat=True)
    roles = frozenset(ROLE_OF[RoleName(one)] for one in held)
    groups = frozenset({group.pk} if group else ())
    return Actor(name, client, person, roles, groups, member_id=member_id)


def _known(
    world: World, name: str, *, group: Group | None = None, member_id: UUID | None = None
) -> Actor:
    person = world.people[name]
    assert person
    return _signed_in(name, person, group=group, member_id=member_id)


def _former(world: World) -> UUID:
    return world.group.members.get(person=world.people["former"]).pk


def _moved(world: World) -> Actor:
    """A member for whom somebody wrote down another address."""
    person = a_person(world.group.organisation, "Moe Moved", uncertain_since=timezone.now())
    place = Member.objects.create(group=world.group, person=person, joined_at=LONG_AGO)
    NewWay.objects.create(person=person, asked="moe@before.example", had_come=True)
    actor = _signed_in("member by a new way", person, member_id=place.pk)
    actor.uncertain = True
    return actor


def _expired(world: World) -> Actor:
    actor = _known(world, "member", group=world.group)
    past = timezone.now() - timedelta(days=1)
    assert SignIn.objects.filter(pk=kept_as(actor.cookie)).update(expire_date=past) == 1
    member_id = world.group.members.get(person=actor.person).pk
    return Actor("expired session", actor.client, member_id=member_id, dead=actor.cookie)


def _deactivated(world: World) -> Actor:
    person = world.people["deactivated"]
    assert person
    client = Client()
    Person.objects.filter(pk=person.pk).update(is_active=True)
    client.force_login(person)
    Person.objects.filter(pk=person.pk).update(is_active=False)
    member_id = world.group.members.get(person=person).pk
    cookie = client.cookies[settings.SESSION_COOKIE_NAME].value
    return Actor("deactivated", client, member_id=member_id, dead=cookie)


def _holders(world: World) -> tuple[Actor, Actor]:
    """Whoever got hold of a member's mail, or of the address of their calendar."""
    person = world.people["member"]
    assert person
    mail = Mail.objects.create(
        organisation=person.organisation,
        person=person,
        kind=MailKind.LOG,
        about=world.group.pk,
        key="of a holder",
        due_at=NOW,
    )
    link = stop_link(mail, now=timezone.now()).strip("/").rpartition("/")[2]
    feed = address_of(CalendarFeed.objects.create(person=person)).rpartition("/")[2]
    return (
        Actor("holder of a mail's link", Client(), secrets={"mailing:link": link}),
        Actor(
            "holder of a feed's address",
            Client(),
            secrets={"meetings:feed": feed.removesuffix(".ics")},
        ),
    )
