"""What is due to whom, pulled from the layers below. Nobody calls mailing; mailing looks."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from collegium.domain.rhythm import USUAL, put_off
from collegium.groups.models import GroupState, Member
from collegium.groups.queries.watch import noticed
from collegium.library.models import Consent, DraftState
from collegium.mailing.models import Mail, MailKind, MailState
from collegium.meetings.models import Session, SessionState
from collegium.people.models import Person
from collegium.people.queries import wishes_of

FRESH = timedelta(days=2)  # after that nobody needs to be told any more


@dataclass(frozen=True, slots=True)
class Item:
    """One mail that should leave. Its key makes sure that it leaves once."""

    person_id: UUID
    organisation_id: UUID
    kind: MailKind
    about: UUID
    key: str
    due_at: datetime


def item(
    kind: MailKind, person: Person, about: UUID, *, due_at: datetime, detail: object = 0
) -> Item:
    """An item with the usual key: kind, what it is about, to whom, and a detail."""
    return Item(
        person_id=person.pk,
        organisation_id=person.organisation_id,
        kind=kind,
        about=about,
        key=f"{kind}/{about}/{person.pk}/{detail}",
        due_at=due_at,
    )


def groups_ready(now: datetime) -> Iterator[Item]:
    """Every member of every published group hears of it (1 query)."""
    members = Member.objects.filter(
        left_at=None, person__is_active=True, group__state=GroupState.MEETING
    )
    for member in members.select_related("person").order_by("id"):
        yield item(MailKind.GROUP_READY, member.person, member.group_id, due_at=now)


def thirds_joined(now: datetime) -> Iterator[Item]:
    """Buddies whom somebody has just joined hear of it at a decent hour (4 queries at most)."""
    joined = Member.objects.filter(
        left_at=None,
        person__is_active=True,
        group__state=GroupState.MEETING,
        buddies__cycle__ended_at=None,
        buddies__third_at__gt=now - FRESH,
    )
    rows = joined.values_list("person", "buddies", "buddies__third_at").order_by("buddies", "id")
    found = list(rows)
    persons = Person.objects.in_bulk({person for person, _, _ in found}) if found else {}
    wishes = wishes_of({one.pk: one.country for one in persons.values()}) if found else {}
    for identity, buddies, at in found:
        one = persons[identity]
        at = at or now
        due_at = put_off(USUAL, wishes[one.pk], at, one.time_zone) or at
        yield item(MailKind.BUDDIES, one, buddies, due_at=due_at)


def cancellations(now: datetime) -> Iterator[Item]:
    """Whoever was invited to a session that will not be held (1 query)."""
    cancelled = Session.objects.filter(state=SessionState.CANCELLED, starts_at__gt=now)
    invited = Mail.objects.filter(
        kind=MailKind.INVITATION, state=MailState.SENT, about__in=cancelled.values("pk")
    )
    for mail in invited.select_related("person").order_by("id"):
        yield item(MailKind.CANCELLATION, mail.person, mail.about, due_at=now)


def consents_asked(now: datetime) -> Iterator[Item]:
    """Members whose word a story waits for (1 query)."""
    asked = Consent.objects.filter(
        given=None,
        draft__state=DraftState.ASKING,
        draft__group__state=GroupState.MEETING,
        member__left_at=None,
        member__person__is_active=True,
    )
    for consent in asked.select_related("member__person").order_by("id"):
        yield item(MailKind.CONSENT, consent.member.person, consent.pk, due_at=now)


def groups_to_look_at(now: datetime) -> Iterator[Item]:
    """A programme's leads hear once of each change of the roster that touches it (3 queries)."""
    for one in noticed():
        for lead in one.leads:
            detail = one.roster_version
            yield item(MailKind.WATCH, lead, one.programme_id, due_at=now, detail=detail)
