"""Whom a visitor of the demo may be: found in the world as it stands, so nothing is remembered."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from collegium.groups.models import Group, GroupState, Member
from collegium.meetings.models import SessionState
from collegium.people.models import Person, RoleName

MEMBERS = 4
AHEAD = (SessionState.CONFIRMED, SessionState.LIVE)


@dataclass(frozen=True, slots=True)
class Part:
    """A person one may be, and what there is to see."""

    person: Person
    title: str | Promise
    about: str | Promise

    @property
    def first_name(self) -> str:
        """What a button can hold."""
        return self.person.name.split()[0]


HOLDERS_FIRST = (RoleName.LEAD,)
HOLDERS_LAST = (RoleName.FACILITATOR, RoleName.ADMINISTRATOR)
PLACE = _("%(department)s, %(site)s")
ABOUT = {
    RoleName.LEAD: _("Composes groups, sets dates, reads the report – and no group’s words."),
    RoleName.FACILITATOR: _("Sees which group needs a hand, and nothing that is said."),
    RoleName.ADMINISTRATOR: _("Imports the roster and gives roles."),
}


def cast() -> list[Part]:
    """The lead, four members of one group, a facilitator, an administrator."""
    return [*_holding(*HOLDERS_FIRST), *_members(), *_holding(*HOLDERS_LAST)]


def _holding(*names: RoleName) -> Iterator[Part]:
    for name in names:
        person = Person.objects.filter(roles__name=name, is_active=True).order_by("number").first()
        if person:
            yield Part(person, name.label, ABOUT[name])


def _place(person: Person, *, hosts: bool) -> str:
    words = _("%(department)s, %(site)s. Hosts the next session.") if hosts else PLACE
    return words % {"department": person.department, "site": person.site}


def _members() -> list[Part]:
    group = Group.objects.filter(state=GroupState.MEETING).order_by("created_at", "number").first()
    if group is None:
        return []
    members = Member.objects.filter(group=group, left_at=None).select_related("person")
    # whoever hosts next comes first: only they are asked to start
    hosts = set(group.sessions.filter(state__in=AHEAD).values_list("host", flat=True))
    return [
        Part(
            member.person,
            _("Member of %(group)s") % {"group": group.name},
            _place(member.person, hosts=member.pk in hosts),
        )
        for member in sorted(members, key=lambda one: (one.pk not in hosts, one.person.name))
    ][:MEMBERS]
