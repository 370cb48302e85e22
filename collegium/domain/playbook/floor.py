"""Who is there and who hosts: opening, joining, leaving, handing over."""

from dataclasses import replace

from collegium.domain.playbook.effects import Arrived, Departed, Effect, HostChanged, TurnChanged
from collegium.domain.playbook.events import Event
from collegium.domain.playbook.refusal import Reason, Refused
from collegium.domain.playbook.rounds import drop_out, line_up
from collegium.domain.playbook.state import State

type Moved = tuple[State, tuple[Effect, ...]]


def open_session(state: State, event: Event) -> Moved:
    """Take the members and the host from the event, so that the log stands on its own."""
    members = _members(event)
    host = event.data.get("host", event.actor)
    if event.actor not in members or host not in members:
        raise Refused(Reason.NOT_A_MEMBER)
    opened = replace(state, members=members, host=str(host), opened_at=event.at)
    return arrive(opened, event)


def _members(event: Event) -> tuple[str, ...]:
    named = event.data.get("members")
    if not isinstance(named, list | tuple) or not named:
        raise Refused(Reason.MALFORMED, "members")
    members = tuple(one for one in named if isinstance(one, str) and one)
    if len(set(members)) != len(named):
        raise Refused(Reason.MALFORMED, "members")
    return members


def arrive(state: State, event: Event) -> Moved:
    """Note that the actor is there; whoever acts is."""
    member = event.actor
    if member in state.present:
        return state, ()
    there = replace(
        state,
        present=state.present | {member},
        attended=state.attended | {member},
        round=line_up(state.round, member, at=event.at),
    )
    return there, (Arrived(member),)


def join(state: State, event: Event) -> Moved:
    """Arrive on purpose."""
    if event.actor in state.present:
        raise Refused(Reason.ALREADY_HERE)
    return arrive(state, event)


def leave(state: State, event: Event) -> Moved:
    """Go; the turn and the host's part pass to the next one who is there."""
    member = event.actor
    if member not in state.present:
        raise Refused(Reason.NOT_HERE)
    remaining = drop_out(state.round, member, at=event.at)
    gone = replace(state, present=state.present - {member}, round=remaining)
    effects: tuple[Effect, ...] = (Departed(member),)
    if state.round and remaining and state.round.speaker != remaining.speaker:
        effects += (TurnChanged(remaining.speaker),)
    return _succeed(gone, member, effects)


def _succeed(state: State, member: str, effects: tuple[Effect, ...]) -> Moved:
    start = state.members.index(member)
    circle = state.members[start:] + state.members[:start]
    heir = next((one for one in circle if one in state.present), "")
    if state.host != member or not heir:
        return state, effects
    return replace(state, host=heir), (*effects, HostChanged(heir))


def hand_over(state: State, event: Event) -> Moved:
    """Let a member who is there host from now on."""
    heir = event.data.get("to")
    if not isinstance(heir, str) or heir not in state.members:
        raise Refused(Reason.NOT_A_MEMBER, "to")
    if heir == state.host:
        raise Refused(Reason.ALREADY_HOST, "to")
    if heir not in state.present:
        raise Refused(Reason.NOT_HERE, "to")
    return replace(state, host=heir), (HostChanged(heir),)


def take_over(state: State, event: Event) -> Moved:
    """Host instead of somebody who is not answering."""
    return replace(state, host=event.actor), (HostChanged(event.actor),)
