"""Reads of a session's log and of what sessions left behind, for those who sit in the group."""

import contextlib
import logging
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from collegium.domain.playbook import Event, EventKind, Reason, State, passed_over, relive
from collegium.domain.playbook.taking_back import GONE
from collegium.groups.models import Cycle, Member
from collegium.groups.queries import enter_all
from collegium.groups.rooms import Room
from collegium.meetings.live import memory
from collegium.meetings.live.playbooks import book_of
from collegium.meetings.live.standing import Standing
from collegium.meetings.models import CYCLE_KINDS, Outcome, Session, SessionEvent, SessionState
from collegium.meetings.queries.own_words import words_in
from collegium.vault import keyring
from collegium.vault.sealing import VaultError

logger = logging.getLogger(__name__)

ROLES = "roles"  # who did what: it only serves the rota
FOR_AUTHOR_UNTIL_SHOWN = frozenset({"plan", "takeaway", "report", "card"})


@dataclass(frozen=True, slots=True, repr=False)
class OutcomeView:
    """Something a session produced, readable: `words` depend on `kind` (see `actions.keeping`)."""

    id: UUID
    session_id: UUID
    session_kind: str
    kind: str
    member_id: UUID | None
    name: str
    words: Mapping[str, Any]


def session_of(room: Room, session_id: UUID) -> Session:
    """Return a session of the room's group; raises `Session.DoesNotExist` for any other."""
    return Session.objects.select_related("cycle__challenge", "host__person").get(
        pk=session_id, group=room.group
    )


def open_to(room: Room, session: Session) -> bool:
    """Whether the room's member sat in the group when a session began, or it has yet to begin.

    Who joins later sees what the group says from then on, and nothing that was said before.
    """
    return session.opened_at is None or room.member.joined_at <= session.opened_at


def state_of(room: Room, session: Session) -> State:
    """Return what the session's log adds up to, up to its `last_sequence`.

    Events that the rules of today refuse are passed over, for everybody alike. What is over is
    read anew each time: words may have been taken back since.
    """
    keyring.key_of(room.group.pk)  # what memory holds is closed too once the key is gone
    state = memory.recall(session.pk) if session.state != SessionState.ENDED else None
    if state is None or state.sequence > session.last_sequence:
        state = State(book_of(room, session))
    if state.sequence == session.last_sequence:
        return state
    return _relived(state, room, _events(_news(session, state)))


def remembered(session: Standing) -> State | None:
    """Return the state of a session if this process has it in mind, without a look at its log.

    Raises `VaultError` when the group's key is gone.
    """
    keyring.key_of(session.group_id)
    state = memory.recall(session.pk)  # committed, and perhaps a moment newer than the row
    return state if state and state.sequence >= session.last_sequence else None


def catch_up(sessions: Iterable[tuple[Standing, UUID]]) -> None:
    """Take in what other processes wrote in sessions under way, each read by a person.

    Two queries where a session that is in mind went on elsewhere, none where none did.
    """
    behind = [
        (row, person, state)
        for row, person in sessions
        if (state := memory.recall(row.pk)) and state.sequence < row.last_sequence
    ]
    if not behind:
        return
    rooms = enter_all((person, row.group_id) for row, person, _ in behind)
    news = defaultdict(list)
    for event in _events(reduce(or_, (_news(row, state) for row, _, state in behind))):
        news[event.session_id].append(event)
    for row, person, state in behind:
        room = rooms.get((person, row.group_id))
        if room:
            with contextlib.suppress(Exception):  # it comes up again where this one alone is read
                memory.remember(row.pk, _relived(state, room, news[row.pk]))


def _news(session: Session | Standing, state: State) -> Q:
    """What a state does not know of a session's log, up to its `last_sequence`."""
    return Q(session=session.pk, sequence__gt=state.sequence, sequence__lte=session.last_sequence)


def _events(wanted: Q) -> QuerySet[SessionEvent]:
    return SessionEvent.objects.filter(wanted).order_by("session", "sequence")


def _relived(state: State, room: Room, events: Iterable[SessionEvent]) -> State:
    for row in events:
        state = _after(state, room, row)
    return state


def keep_keys(groups: Collection[UUID], *, ahead: float = 0.0) -> None:
    """Fetch together what would be fetched one by one; what is missing is found out there.

    `ahead` are the seconds for which the keys should last at least.
    """
    with contextlib.suppress(VaultError):
        keyring.keep(groups, ahead=ahead)


def _after(state: State, room: Room, row: SessionEvent) -> State:
    reason: Reason | None
    try:
        event = _event(room, row)
    except ValueError:  # a kind that only a newer version knows
        after, reason = passed_over(state, row.sequence, str(row.key)), Reason.UNKNOWN
    else:
        after, reason = relive(state, event)
    if reason:
        logger.warning(
            "event %d of session %s is passed over (%s)", row.sequence, row.session_id, reason
        )
    return after


def _event(room: Room, row: SessionEvent) -> Event:
    body = room.read(row, "body")
    kind = EventKind(body["kind"])
    return Event(row.sequence, str(row.key), body["actor"], row.at, kind, body["data"])


def names_in(room: Room) -> dict[str, str]:
    """Return everybody's name by member id, also of those who have left."""
    members = Member.objects.filter(group=room.group).select_related("person")
    return {str(member.pk): member.person.name for member in members}


def gone_from(room: Room, state: State) -> frozenset[str]:
    """Return those present in a session who sit in the group no more (one query)."""
    return state.present - set(seated(room)) if state.present else frozenset()


def seated(room: Room) -> tuple[str, ...]:
    """Return the ids of the members who sit in the group now, by name."""
    active = Member.objects.filter(group=room.group, left_at=None, person__is_active=True)
    return tuple(
        str(pk) for pk in active.order_by("person__name", "pk").values_list("pk", flat=True)
    )


def outcomes(room: Room, cycle: Cycle, *, kind: str = "") -> tuple[OutcomeView, ...]:
    """Return what the sessions of a cycle left behind, all or one kind, oldest session first.

    What its author never showed to the group is returned to the author alone, and nothing out
    of a session that began before the member joined, nor what was taken back.
    """
    rows = Outcome.objects.filter(group=room.group, session__cycle=cycle).exclude(kind=ROLES)
    rows = rows.exclude(session__opened_at__lt=room.member.joined_at)
    if kind:
        rows = rows.filter(kind=kind)
    rows = rows.select_related("session", "member__person")
    views = (_outcome(room, row) for row in rows.order_by("session__created_at", "position"))
    return tuple(one for one in views if _may_read(room, one))


def outcomes_over(room: Room, opened: Collection[UUID]) -> tuple[tuple[Session, OutcomeView], ...]:
    """Return what all the group's sessions left behind, each with its session, oldest first.

    As `outcomes` has it for one cycle, and what began before the member joined only in cycles that
    the group has `opened` to them (one query and the key).
    """
    rows = Outcome.objects.filter(group=room.group).exclude(kind=ROLES)
    before = Q(session__opened_at__lt=room.member.joined_at)
    rows = rows.exclude(before & ~Q(session__cycle__in=opened))
    rows = rows.select_related("session", "member__person")
    ordered = rows.order_by("session__ended_at", "session__created_at", "position")
    views = ((row.session, _outcome(room, row)) for row in ordered)
    return tuple((session, one) for session, one in views if _may_read(room, one))


def _outcome(room: Room, row: Outcome) -> OutcomeView:
    name = row.member.person.name if row.member else ""
    words = room.read(row, "body")
    return OutcomeView(
        row.pk, row.session_id, row.session.kind, row.kind, row.member_id, name, words
    )


def is_gone(words: Mapping[str, Any]) -> bool:
    """Whether all that was said was taken back and only its place is left."""
    said = words_in(words).values()
    return GONE in said and all(text == GONE for text in said)


def _may_read(room: Room, one: OutcomeView) -> bool:
    if is_gone(one.words):
        return False
    if one.kind not in FOR_AUTHOR_UNTIL_SHOWN or one.words["shown"]:
        return True
    return one.member_id == room.member.pk


def following_session(session: Session) -> Session | None:
    """Return the session of the same cycle that comes after this one and is not over."""
    order = [kind.value for kind in CYCLE_KINDS]
    later = order[order.index(session.kind) + 1 :] if session.kind in order else order
    states = (SessionState.PROPOSED, SessionState.CONFIRMED, SessionState.LIVE)
    found = Session.objects.filter(cycle=session.cycle_id, kind__in=later, state__in=states)
    return min(found, key=lambda one: order.index(one.kind), default=None)
