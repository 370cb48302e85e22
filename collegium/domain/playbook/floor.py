"""Who is there and who hosts: opening, joining, leaving, handing over."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from collegium.domain.playbook.altering import altered
from collegium.domain.playbook.clock import spans_for
from collegium.domain.playbook.effects import Arrived, Departed, Effect, HostChanged, TurnChanged
from collegium.domain.playbook.events import Event
from collegium.domain.playbook.pairs import take_in
from collegium.domain.playbook.refusal import Reason, Refused
from collegium.domain.playbook.roles import ROTATING, pass_roles_on
from collegium.domain.playbook.rounds import drop_out, line_up, speaker_of
from collegium.domain.playbook.state import State

type Moved = tuple[State, tuple[Effect, ...]]


def open_session(state: State, event: Event) -> Moved:
    """Take the members and the host from the event, so that the log stands on its own."""
    members = _members(event)
    host = event.data.get("host", event.actor)
    if event.actor not in members or host not in members:
        raise Refused(Reason.NOT_A_MEMBER)
    spans = spans_for(state.playbook, len(members))
    opened = altered(
        state,
        members=members,
        host=str(host),
        roles=_roles(event, members),
        owners=_owners(event, members, state.playbook.cases),
        hosts=_hosts(event, members),
        partners=_partners(event, members),
        spans=spans,
        ends_by=_until(event, event.at + sum(spans.values(), timedelta())),
        opened_at=event.at,
    )
    return arrive(opened, event)


def _roles(event: Event, members: tuple[str, ...]) -> dict[str, str]:
    named = event.data.get("roles", {})
    if not isinstance(named, Mapping) or not set(named) <= set(ROTATING):
        raise Refused(Reason.MALFORMED, "roles")
    if not all(one in members for one in named.values()):
        raise Refused(Reason.NOT_A_MEMBER, "roles")
    return {str(role): str(member) for role, member in named.items()}


def _owners(event: Event, members: tuple[str, ...], cases: int) -> tuple[str, ...]:
    named = event.data.get("owners", ())
    if not isinstance(named, list | tuple) or not all(one in members for one in named):
        raise Refused(Reason.NOT_A_MEMBER, "owners")
    rest = (one for one in members if one not in named)
    return (*named, *rest, *members * cases)[:cases]


def _hosts(event: Event, members: tuple[str, ...]) -> tuple[str, ...]:
    named = event.data.get("hosts", ())
    if not isinstance(named, list | tuple) or not all(one in members for one in named):
        raise Refused(Reason.NOT_A_MEMBER, "hosts")
    return tuple(dict.fromkeys(named))


def _partners(event: Event, members: tuple[str, ...]) -> tuple[tuple[str, ...], ...]:
    named = event.data.get("partners", ())
    if not isinstance(named, list | tuple):
        raise Refused(Reason.MALFORMED, "partners")
    pairs = tuple(tuple(pair) for pair in named if isinstance(pair, list | tuple))
    everybody = [one for pair in pairs for one in pair]
    if not all(one in members for one in everybody):
        raise Refused(Reason.NOT_A_MEMBER, "partners")
    if len(pairs) != len(named) or len(set(everybody)) != len(everybody):
        raise Refused(Reason.MALFORMED, "partners")
    return pairs


def _until(event: Event, usual: datetime) -> datetime:
    named = event.data.get("until")
    if named is None:
        return usual
    try:
        until = datetime.fromisoformat(str(named))
    except ValueError:
        raise Refused(Reason.MALFORMED, "until") from None
    if until.tzinfo is None:
        raise Refused(Reason.MALFORMED, "until")
    return until


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
    if member in state.carried:
        return altered(state, carried=_without(state.carried, member)), ()
    if member in state.present:
        return state, ()
    return come_in(state, member, event), (Arrived(member),)


def come_in(state: State, member: str, event: Event) -> State:
    """Let a member be there, stand in line and have a partner."""
    return altered(
        state,
        present=state.present | {member},
        attended=state.attended | {member},
        round=line_up(state, member, at=state.clock_at(event.at)),
        pairs=take_in(state, member),
    )


def join(state: State, event: Event) -> Moved:
    """Arrive on purpose."""
    if event.actor in state.present and event.actor not in state.carried:
        raise Refused(Reason.ALREADY_HERE)
    return arrive(state, event)


def leave(state: State, event: Event) -> Moved:
    """Go, and with the actor those who take part through the same device."""
    if event.actor not in state.present:
        raise Refused(Reason.NOT_HERE)
    carried = (one for one, by in state.carried.items() if by == event.actor)
    return depart(state, (event.actor, *carried), event)


def depart(state: State, leaving: tuple[str, ...], event: Event) -> Moved:
    """Let members go: turn, roles and the host's part pass to those who are there."""
    gone = state
    for one in leaving:
        gone = _put_down(gone, one, event)
    effects: tuple[Effect, ...] = tuple(map(Departed, leaving))
    if speaker_of(state) != speaker_of(gone):
        effects += (TurnChanged(speaker_of(gone)),)
    followed, succession = _succeed(gone, leaving)
    for one in leaving:
        followed = pass_roles_on(followed, one)
    return followed, effects + succession


def _put_down(state: State, member: str, event: Event) -> State:
    return altered(
        state,
        present=state.present - {member},
        ending=state.ending - {member},
        carried=_without(state.carried, member),
        hands=tuple(one for one in state.hands if one != member),
        round=drop_out(state.round, member, at=state.clock_at(event.at)),
    )


def _succeed(state: State, leaving: tuple[str, ...]) -> Moved:
    start = state.members.index(state.host)
    line = (*state.hosts, *state.members[start:], *state.members[:start])
    # Whoever is carried cannot lead: their device does nothing but lend itself.
    heir = next((one for one in line if one in state.present - set(state.carried)), "")
    if state.host not in leaving or not heir:
        return state, ()
    return altered(state, host=heir), (HostChanged(heir),)


def _without(carried: Mapping[str, str], member: str) -> dict[str, str]:
    return {one: by for one, by in carried.items() if one != member}


def hand_over(state: State, event: Event) -> Moved:
    """Let a member who is there host from now on."""
    heir = event.data.get("to")
    if not isinstance(heir, str) or heir not in state.members:
        raise Refused(Reason.NOT_A_MEMBER, "to")
    if heir == state.host:
        raise Refused(Reason.ALREADY_HOST, "to")
    if heir not in state.present or heir in state.carried:
        raise Refused(Reason.NOT_HERE, "to")
    return altered(state, host=heir), (HostChanged(heir),)


def take_over(state: State, event: Event) -> Moved:
    """Host instead of somebody who is not answering."""
    return altered(state, host=event.actor), (HostChanged(event.actor),)
