"""Who plays which part: roles and cases, hands, being ready."""

from collegium.domain.playbook.altering import altered
from collegium.domain.playbook.effects import (
    Assigned,
    Effect,
    GotReady,
    HandsChanged,
    TurnChanged,
    WouldEnd,
)
from collegium.domain.playbook.events import Event
from collegium.domain.playbook.playbook import Role
from collegium.domain.playbook.refusal import Reason, Refused
from collegium.domain.playbook.rounds import line_up_anew, speaker_of
from collegium.domain.playbook.state import State

ROTATING = (Role.TIMEKEEPER, Role.SCRIBE)
type Moved = tuple[State, tuple[Effect, ...]]


def assign(state: State, event: Event) -> Moved:
    """Give a role or a case to a member: the host to anybody, everybody to themselves."""
    to, role = event.data.get("to"), event.data.get("role")
    if not isinstance(to, str) or to not in state.members:
        raise Refused(Reason.NOT_A_MEMBER, "to")
    if event.actor not in (state.host, to):
        raise Refused(Reason.HOST_ONLY)
    if role in ROTATING:
        return altered(state, roles={**state.roles, str(role): to}), (Assigned(str(role), to),)
    if role != Role.OWNER:
        raise Refused(Reason.MALFORMED, "role")
    return _own(state, event, to)


def _own(state: State, event: Event, to: str) -> Moved:
    case = event.data.get("case", state.step.case)
    if not isinstance(case, int) or isinstance(case, bool) or not 0 < case <= len(state.owners):
        raise Refused(Reason.MALFORMED, "case")
    owners = (*state.owners[: case - 1], to, *state.owners[case:])
    given = altered(state, owners=owners)
    given = altered(given, round=line_up_anew(given, at=state.clock_at(event.at)))
    effects: tuple[Effect, ...] = (Assigned(Role.OWNER.value, to),)
    if speaker_of(state) != speaker_of(given):
        effects += (TurnChanged(speaker_of(given)),)
    return given, effects


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
    return altered(state, roles=roles)


def raise_hand(state: State, event: Event) -> Moved:
    """Ask for the floor, or take the hand down again."""
    up = event.data.get("up", True)
    if not isinstance(up, bool):
        raise Refused(Reason.MALFORMED, "up")
    others = tuple(one for one in state.hands if one != event.actor)
    if up and event.actor in state.hands:
        raise Refused(Reason.HAND_IS_UP)
    hands = (*others, event.actor) if up else others
    return altered(state, hands=hands), (HandsChanged(hands),)


def get_ready(state: State, event: Event) -> Moved:
    """Say that one has done what the step asks for now, or that one would end `early`."""
    if "early" in event.data:
        return _agree_to_end(state, event)
    if event.actor in state.ready:
        raise Refused(Reason.ALREADY_READY)
    return altered(state, ready=state.ready | {event.actor}), (GotReady(event.actor),)


def _agree_to_end(state: State, event: Event) -> Moved:
    early = event.data["early"]
    if not isinstance(early, bool):
        raise Refused(Reason.MALFORMED, "early")
    if early is (event.actor in state.ending):
        raise Refused(Reason.ALREADY_READY)
    return altered(state, ending=state.ending ^ {event.actor}), (WouldEnd(event.actor),)
