"""A session as a fold over its events."""

from collections.abc import Callable, Iterable
from datetime import datetime

from collegium.domain.playbook import carrying, clock, floor, piles, roles, rounds, steps, writing
from collegium.domain.playbook.altering import altered
from collegium.domain.playbook.effects import Effect
from collegium.domain.playbook.events import Event, EventKind
from collegium.domain.playbook.playbook import Playbook
from collegium.domain.playbook.refusal import Reason, Refused
from collegium.domain.playbook.state import Phase, State
from collegium.domain.playbook.transitions import TABLE, why_not

type Moved = tuple[State, tuple[Effect, ...]]

MOVES: dict[EventKind, Callable[[State, Event], Moved]] = {
    EventKind.OPEN: floor.open_session,
    EventKind.JOIN: floor.join,
    EventKind.LEAVE: floor.leave,
    EventKind.HAND_OVER: floor.hand_over,
    EventKind.TAKE_OVER: floor.take_over,
    EventKind.NEXT_STEP: steps.next_step,
    EventKind.BACK: steps.back,
    EventKind.REVEAL: steps.reveal,
    EventKind.END: steps.end,
    EventKind.PASS_TURN: rounds.pass_turn,
    EventKind.NEXT_SPEAKER: rounds.next_speaker,
    EventKind.CONTRIBUTE: writing.contribute,
    EventKind.EDIT: writing.edit,
    EventKind.WITHDRAW: writing.withdraw,
    EventKind.SIGN: writing.sign,
    EventKind.GROUP: piles.group,
    EventKind.NAME_PILE: piles.name_pile,
    EventKind.HAND: roles.raise_hand,
    EventKind.READY: roles.get_ready,
    EventKind.ASSIGN: roles.assign,
    EventKind.SHARE: carrying.share,
    EventKind.UNSHARE: carrying.unshare,
    EventKind.PAUSE: clock.pause,
    EventKind.RESUME: clock.resume,
    EventKind.REPLAN: clock.replan,
}

_NEEDS_NO_ARRIVAL = frozenset({EventKind.OPEN, EventKind.JOIN, EventKind.LEAVE})


def advance(state: State, event: Event, *, now: datetime) -> Moved:
    """Return the state after `event` and what the event brought about.

    An event whose key was seen before changes nothing and brings about nothing.

    Raises:
        Refused: the event is not possible now; the state stands as it was.

    """
    if event.key in state.keys:
        return state, ()
    _check(state, event, now)
    done = carrying.on_behalf(state, event)
    reason = why_not(state, done.actor, event.kind)
    if reason is not None:
        raise Refused(reason)
    target = TABLE[state.phase][event.kind]
    there, arrived = _arrive(state, event)
    moved, effects = MOVES[event.kind](there, done)
    settled, landed = steps.settle(moved, target, event)
    counted = altered(settled, sequence=event.sequence, keys=state.keys | {event.key})
    return counted, arrived + effects + landed


def replay(playbook: Playbook, events: Iterable[Event]) -> State:
    """Return the state that accepted `events` add up to."""
    state = State(playbook)
    for event in events:
        state, _ = advance(state, event, now=event.at)
    return state


def relive(state: State, event: Event) -> tuple[State, Reason | None]:
    """Return the state after an event out of a log, and why it no longer counts, if it does not.

    What was accepted by the rules of its day and is refused by those of today is passed over:
    it has its number and its key, and changes nothing. So the same log means the same to all.
    """
    try:
        return advance(state, event, now=event.at)[0], None
    except Refused as refusal:
        return passed_over(state, event.sequence, event.key), refusal.reason


def passed_over(state: State, sequence: int, key: str) -> State:
    """Return the state after an event that changes nothing but that it was there."""
    return altered(state, sequence=sequence, keys=state.keys | {key})


def _check(state: State, event: Event, now: datetime) -> None:
    if event.sequence != state.sequence + 1:
        raise Refused(Reason.OUT_OF_ORDER)
    if event.at > now:
        raise Refused(Reason.FROM_THE_FUTURE)


def _arrive(state: State, event: Event) -> Moved:
    if state.phase is Phase.LOBBY or event.kind in _NEEDS_NO_ARRIVAL:
        return state, ()
    return floor.arrive(state, event)
