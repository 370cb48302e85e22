"""Turns in a talk round: who passes gets one more offer at the end."""

from dataclasses import replace
from datetime import datetime, timedelta

from collegium.domain.playbook.altering import altered
from collegium.domain.playbook.effects import Effect, TurnChanged
from collegium.domain.playbook.events import Event
from collegium.domain.playbook.playbook import Role, Who
from collegium.domain.playbook.state import Round, State

SHORTEST_TURN = timedelta(minutes=1)


def begin_round(state: State, *, at: datetime) -> Round:
    """Line up those present, somebody else first at each step."""
    start = state.position % len(state.members)
    circle = state.members[start:] + state.members[:start]
    line = (one for one in circle if one in state.present and may_speak(state, one))
    return Round(tuple(line), began=at)


def may_speak(state: State, member: str) -> bool:
    """Return whether the step gives `member` a turn."""
    match state.step.speaks:
        case Who.OWNER:
            return member == state.owner
        case Who.OTHERS:
            return member != state.owner
        case Who.SCRIBE:
            return member == state.roles.get(Role.SCRIBE)
        case Who.NOBODY:
            return False
        case Who.EVERYONE:
            return True


def line_up(state: State, member: str, *, at: datetime) -> Round | None:
    """Let a late arrival speak after the others, unless they already have."""
    current = state.round
    if current is None or member in current.spoken or member in current.waiting:
        return current
    if not may_speak(state, member):
        return current
    began = current.began if current.waiting else at
    return replace(current, waiting=(*current.waiting, member), began=began)


def line_up_anew(state: State, *, at: datetime) -> Round | None:
    """Let those who may speak now stand in line, and nobody else, where the rule has changed."""
    current = state.round
    if current is None:
        return None
    staying = tuple(one for one in current.waiting if may_speak(state, one))
    began = current.began if staying[:1] == current.waiting[:1] else at
    lined = altered(state, round=replace(current, waiting=staying, began=began))
    for member in state.members:
        if member in state.present:
            lined = altered(lined, round=line_up(lined, member, at=at))
    return lined.round


def speaker_of(state: State) -> str:
    """Return whose turn it is, empty when nobody's."""
    return state.round.speaker if state.round else ""


def drop_out(current: Round | None, member: str, *, at: datetime) -> Round | None:
    """Take somebody who leaves out of the line."""
    if current is None or member not in current.waiting:
        return current
    began = at if current.speaker == member else current.began
    waiting = tuple(one for one in current.waiting if one != member)
    return replace(current, waiting=waiting, began=began)


def pass_turn(state: State, event: Event) -> tuple[State, tuple[Effect, ...]]:
    """Go to the end of the line at the first time, out of it at the second."""
    current = _running(state)
    speaker, rest = current.waiting[0], current.waiting[1:]
    if speaker in current.passed or not rest:
        return _turn(state, replace(current, spoken=current.spoken | {speaker}), rest, event)
    return _turn(
        state, replace(current, passed=current.passed | {speaker}), (*rest, speaker), event
    )


def next_speaker(state: State, event: Event) -> tuple[State, tuple[Effect, ...]]:
    """Let the next in line speak."""
    current = _running(state)
    done = replace(current, spoken=current.spoken | {current.speaker})
    return _turn(state, done, current.waiting[1:], event)


def turn_ends(current: Round, step_ends: datetime) -> datetime:
    """Share what is left of the step among those waiting, so that spare time is passed on."""
    share = (step_ends - current.began) / max(len(current.waiting), 1)
    return current.began + max(share, SHORTEST_TURN)


def _running(state: State) -> Round:
    if state.round is None:
        raise AssertionError("the table lets nobody pass outside a round")
    return state.round


def _turn(
    state: State, current: Round, waiting: tuple[str, ...], event: Event
) -> tuple[State, tuple[Effect, ...]]:
    turned = replace(current, waiting=waiting, began=event.at)
    return altered(state, round=turned), (TurnChanged(turned.speaker),)
