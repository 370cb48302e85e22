"""Who plays which part: roles, hands, being ready, and one device for several members."""

from collections.abc import Mapping
from dataclasses import replace

from collegium.domain.playbook.effects import (
    Arrived,
    Assigned,
    Departed,
    Effect,
    GotReady,
    HandsChanged,
)
from collegium.domain.playbook.events import Event, EventKind
from collegium.domain.playbook.playbook import Role
from collegium.domain.playbook.refusal import Reason, Refused
from collegium.domain.playbook.rounds import drop_out, line_up
from collegium.domain.playbook.state import State

ROTATING = (Role.TIMEKEEPER, Role.SCRIBE)
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


def assign(state: State, event: Event) -> Moved:
    """Give a role or a case to a member: the host to anybody, everybody to themselves."""
    to, role = event.data.get("to"), event.data.get("role")
    if not isinstance(to, str) or to not in state.members:
        raise Refused(Reason.NOT_A_MEMBER, "to")
    if event.actor not in (state.host, to):
        raise Refused(Reason.HOST_ONLY)
    if role in ROTATING:
        return replace(state, roles={**state.roles, str(role): to}), (Assigned(str(role), to),)
    if role != Role.OWNER:
        raise Refused(Reason.MALFORMED, "role")
    return _own(state, to, event.data.get("case", state.step.case)), (Assigned(str(role), to),)


def _own(state: State, to: str, case: object) -> State:
    if not isinstance(case, int) or isinstance(case, bool) or not 0 < case <= len(state.owners):
        raise Refused(Reason.MALFORMED, "case")
    owners = (*state.owners[: case - 1], to, *state.owners[case:])
    return replace(state, owners=owners)


def pass_roles_on(state: State, member: str) -> State:
    """Let the next who is there, and rather not the host, do what `member` did."""
    start = state.members.index(member)
    circle = (*state.members[start:], *state.members[:start])
    heirs = [one for one in circle if one in state.present]
    heirs.sort(key=lambda one: one == state.host or one in state.roles.values())
    roles = {
        role: heirs[0] if holder == member and heirs else holder
        for role, holder in state.roles.items()
    }
    return replace(state, roles=roles)


def raise_hand(state: State, event: Event) -> Moved:
    """Ask for the floor, or take the hand down again."""
    up = event.data.get("up", True)
    if not isinstance(up, bool):
        raise Refused(Reason.MALFORMED, "up")
    others = tuple(one for one in state.hands if one != event.actor)
    if up and event.actor in state.hands:
        raise Refused(Reason.HAND_IS_UP)
    hands = (*others, event.actor) if up else others
    return replace(state, hands=hands), (HandsChanged(hands),)


def get_ready(state: State, event: Event) -> Moved:
    """Say that one has done what the step asks for now."""
    if event.actor in state.ready:
        raise Refused(Reason.ALREADY_READY)
    return replace(state, ready=state.ready | {event.actor}), (GotReady(event.actor),)


def share(state: State, event: Event) -> Moved:
    """Let somebody who has no device take part through the actor's."""
    to = event.data.get("to")
    if not isinstance(to, str) or to not in state.members:
        raise Refused(Reason.NOT_A_MEMBER, "to")
    if to in state.present:
        raise Refused(Reason.ALREADY_HERE, "to")
    there = replace(
        state,
        present=state.present | {to},
        attended=state.attended | {to},
        carried={**state.carried, to: event.actor},
        round=line_up(state, to, at=state.clock_at(event.at)),
    )
    return there, (Arrived(to),)


def unshare(state: State, event: Event) -> Moved:
    """Take part for that member no longer; they leave unless they come on their own."""
    to = event.data.get("to")
    if not isinstance(to, str) or state.carried.get(to) != event.actor:
        raise Refused(Reason.NOT_CARRIED, "to")
    return put_down(state, to, event), (Departed(to),)


def put_down(state: State, member: str, event: Event) -> State:
    """Let a member go who took part through another's device."""
    return replace(
        state,
        present=state.present - {member},
        carried=without(state.carried, member),
        round=drop_out(state.round, member, at=state.clock_at(event.at)),
    )


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


def without(carried: Mapping[str, str], member: str) -> dict[str, str]:
    """Return who is carried by whom once `member` has a device of their own."""
    return {one: by for one, by in carried.items() if one != member}
