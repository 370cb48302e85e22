"""One device for several members who sit in one room: whose it is carries the others."""

from dataclasses import replace

from collegium.domain.playbook.altering import altered
from collegium.domain.playbook.effects import Arrived, Effect
from collegium.domain.playbook.events import Event, EventKind
from collegium.domain.playbook.floor import come_in, depart
from collegium.domain.playbook.refusal import Reason, Refused
from collegium.domain.playbook.seeing import keeps_from
from collegium.domain.playbook.state import State

LENT = frozenset(
    {
        EventKind.CONTRIBUTE,
        EventKind.EDIT,
        EventKind.WITHDRAW,
        EventKind.SIGN,
        EventKind.HAND,
        EventKind.READY,
        EventKind.PASS_TURN,
        EventKind.NEXT_SPEAKER,
    }
)

type Moved = tuple[State, tuple[Effect, ...]]


def share(state: State, event: Event) -> Moved:
    """Let somebody who has no device take part through the actor's."""
    to = event.data.get("to")
    if not isinstance(to, str) or to not in state.members:
        raise Refused(Reason.NOT_A_MEMBER, "to")
    if to in state.present:
        raise Refused(Reason.ALREADY_HERE, "to")
    if keeps_from(state, to, event.actor):
        raise Refused(Reason.KEEPS_WORDS, "to")
    there = come_in(state, to, event)
    return altered(there, carried={**state.carried, to: event.actor}), (Arrived(to),)


def unshare(state: State, event: Event) -> Moved:
    """Take part for that member no longer; they leave unless they come on their own."""
    to = event.data.get("to")
    if not isinstance(to, str) or state.carried.get(to) != event.actor:
        raise Refused(Reason.NOT_CARRIED, "to")
    return depart(state, (to,), event)


def on_behalf(state: State, event: Event) -> Event:
    """Return the event as done by the member whom the actor's device stands in for."""
    member = event.data.get("for")
    if not member or member == event.actor:
        return event
    if event.kind not in LENT:
        raise Refused(Reason.MALFORMED, "for")
    if not isinstance(member, str) or state.carried.get(member) != event.actor:
        raise Refused(Reason.NOT_CARRIED, "for")
    return replace(event, actor=member)
