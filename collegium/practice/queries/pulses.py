"""Which short page is open for a member, before or after a cycle, and what stands on it."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from collegium.domain.evidence.items import (
    CycleTimes,
    Moment,
    Question,
    asked_now,
    is_due,
    questions,
)
from collegium.groups.models import Cycle, Member
from collegium.groups.rooms import Room
from collegium.meetings.models import Kind, Session, SessionState
from collegium.people.access import COLLEAGUES
from collegium.people.models import Person
from collegium.practice.models import Contacts, Pulse, PulseAnswer
from collegium.practice.queries.item_sets import sets_asked

type Span = tuple[datetime, datetime]


@dataclass(frozen=True, slots=True)
class Page:
    """A page that a member can fill in now; `due` from when to when they are asked to."""

    cycle: Cycle
    moment: Moment
    answered: bool
    due: Span | None

    @property
    def is_waiting(self) -> bool:
        """Whether the member is to be asked."""
        return self.due is not None and not self.answered


@dataclass(frozen=True, slots=True)
class Sheet:
    """What stands on the page: its questions, and what the member has said so far."""

    questions: tuple[Question, ...]
    answers: Mapping[str, int]
    named: tuple[UUID, ...]
    named_before: tuple[UUID, ...]  # for a page at the end
    in_picture: bool


def pages_open(rooms: Collection[Room], now: datetime) -> Mapping[UUID, Page]:
    """For each member the page that is open: one that waits first, else the newest (2 queries)."""
    members = {room.member.pk: room.member for room in rooms}
    groups = {one.group_id for one in members.values()}
    sessions: dict[UUID, list[Session]] = defaultdict(list)
    held = Session.objects.filter(group__in=groups, kind__in=(Kind.SESSION_ONE, Kind.SESSION_TWO))
    for session in held.select_related("cycle").order_by("cycle__number"):
        sessions[session.group_id].append(session)
    answered = set(
        Pulse.objects.filter(member__in=members).values_list("cycle", "member", "moment")
    )
    found = {}
    for key, member in members.items():
        pages = [
            Page(cycle, moment, (cycle.pk, key, moment.value) in answered, due)
            for cycle, moment, due in _open(member, sessions[member.group_id], now)
        ]
        if pages:
            found[key] = next((page for page in pages if page.is_waiting), pages[-1])
    return found


def page_open(room: Room, now: datetime) -> Page | None:
    """The page that is open for the room's member, None where there is none (two queries)."""
    return pages_open([room], now).get(room.member.pk)


def _open(
    member: Member, sessions: Collection[Session], now: datetime
) -> list[tuple[Cycle, Moment, Span | None]]:
    cycles = {one.cycle_id: one.cycle for one in sessions}
    found = []
    for key, cycle in cycles.items():
        times = _times([one for one in sessions if one.cycle_id == key])
        moment = asked_now(times, now=now)
        came_later = times.two_opened is not None and member.joined_at > times.two_opened
        if moment is not None and not came_later:
            found.append((cycle, moment, is_due(times, now=now)))
    return found


def _times(sessions: Collection[Session]) -> CycleTimes:
    by_kind = {one.kind: one for one in sessions}
    one, two = by_kind.get(Kind.SESSION_ONE), by_kind.get(Kind.SESSION_TWO)
    two_ended = _ended(two)
    return CycleTimes(
        one_at=one.starts_at if one else None,
        one_ended=_ended(one),
        two_opened=(two.opened_at if two else None) or two_ended,
        two_ended=two_ended,
    )


def _ended(session: Session | None) -> datetime | None:
    if session is None or session.state != SessionState.ENDED:
        return None
    return session.ended_at or session.starts_at


def sheet_of(room: Room, page: Page) -> Sheet:
    """What the member finds on their page (five queries at most, and the key)."""
    asked = questions(sets_asked(room.group.organisation_id), page.moment)
    pulses = Pulse.objects.filter(member=room.member, cycle=page.cycle)
    rows = {
        one.moment: one for one in pulses.select_related("contacts").prefetch_related("answers")
    }
    mine = rows.get(page.moment.value)
    answers = mine.answers.all() if mine else ()
    contacts = _contacts(mine)
    earlier = _contacts(rows.get(Moment.BEFORE.value)) if page.moment is Moment.AFTER else None
    return Sheet(
        questions=tuple(asked),
        answers={f"{one.item_set}-{one.item}-{one.moment}": one.value for one in answers},
        named=named_in(room, contacts),
        named_before=named_in(room, earlier),
        in_picture=contacts.in_picture if contacts else True,
    )


def _contacts(pulse: Pulse | None) -> Contacts | None:
    return getattr(pulse, "contacts", None)


def named_in(room: Room, row: Contacts | None) -> tuple[UUID, ...]:
    """Who stands in a row of the room's group."""
    return tuple(person for person, _ in opened(room, row)) if row else ()


def opened(room: Room, row: Contacts) -> tuple[tuple[UUID, str], ...]:
    """Who stands in a row of the room's group, and in which department they were then."""
    return tuple((UUID(person), part) for person, part in room.read(row, "named").get("people", ()))


def colleagues(room: Room, people: Collection[UUID]) -> tuple[Person, ...]:
    """Those of these people who can be named: active ones of the same organisation, not oneself."""
    found = Person.objects.filter(
        pk__in=people, organisation=room.group.organisation_id, is_active=True
    )
    found = found.only("pk", *COLLEAGUES).exclude(pk=room.person.pk)
    return tuple(found.order_by("department", "name", "pk"))


def peers(room: Room) -> tuple[UUID, ...]:
    """The other people of the group, who are easily forgotten (one query)."""
    others = Member.objects.filter(group=room.group, left_at=None).exclude(pk=room.member.pk)
    return tuple(others.values_list("person", flat=True))


def numbers_of(member: UUID) -> tuple[tuple[str, str, int], ...]:
    """What a member has answered on all their pages: item, moment, value (one query)."""
    rows = PulseAnswer.objects.filter(pulse__member=member).order_by("pulse__answered_at", "pk")
    return tuple(
        (f"{item_set} {item}", moment, value)
        for item_set, item, moment, value in rows.values_list("item_set", "item", "moment", "value")
    )
