"""From step to step: on, back, reveal, end, and the phase in which one lands."""

from collegium.domain.playbook.altering import altered
from collegium.domain.playbook.effects import Effect, Ended, Revealed, StepChanged
from collegium.domain.playbook.events import Event
from collegium.domain.playbook.kinds import OnceShown
from collegium.domain.playbook.mattering import refuse_left_out, refuse_too_soon
from collegium.domain.playbook.pairs import pair_up
from collegium.domain.playbook.playbook import StepKind
from collegium.domain.playbook.refusal import Reason, Refused
from collegium.domain.playbook.rounds import begin_round
from collegium.domain.playbook.state import Phase, State
from collegium.domain.playbook.transitions import Target

type Moved = tuple[State, tuple[Effect, ...]]


def next_step(state: State, event: Event) -> Moved:
    """Go on; from the part that matters only when everybody has written, or its time is up."""
    refuse_too_soon(state, event.at)
    held = state.held | {state.step.key}
    return altered(state, position=state.position + 1, held=held), ()


def back(state: State, _event: Event) -> Moved:
    """Return to the step before; what was written there is still there."""
    return altered(state, position=state.position - 1), ()


def reveal(state: State, event: Event) -> Moved:
    """Show what everybody wrote; where that closes the part that matters, not before they did."""
    if all(slot.once_shown is OnceShown.CLOSED for slot in state.slots):
        refuse_too_soon(state, event.at)
    key = state.step.key
    return altered(state, revealed=state.revealed | {key}, ready=frozenset()), (Revealed(key),)


def end(state: State, event: Event) -> Moved:
    """Finish; before the last step is done only when the event says `early`.

    What matters is not left out then either, unless nobody who is there minds.
    """
    early = event.data.get("early", False)
    if not isinstance(early, bool):
        raise Refused(Reason.MALFORMED, "early")
    if not early and not state.is_last_step:
        raise Refused(Reason.STEPS_LEFT)
    if not early and state.phase is Phase.WRITING:
        raise Refused(Reason.REVEAL_FIRST)
    if early:
        refuse_left_out(state, event)
    else:
        refuse_too_soon(state, event.at)
    return altered(state, ended_at=event.at, early=early), (Ended(),)


def settle(state: State, target: Target, event: Event) -> Moved:
    """Land where the table leads."""
    match target:
        case Target.ENTER:
            return _enter(state, event), (StepChanged(state.step.key),)
        case Target.SHOW:
            return _show(state, event), ()
        case Target.END:
            return altered(state, phase=Phase.ENDED, round=None, paused_at=None), ()
        case Target.STAY:
            return state, ()


def _enter(state: State, event: Event) -> State:
    entered = altered(
        state,
        step_began=event.at,
        paused_at=None,
        round=None,
        hands=(),
        ready=frozenset(),
        ending=frozenset(),
        pairs=pair_up(state) if state.step.kind is StepKind.PAIRS else (),
    )
    if state.is_shown:
        return altered(entered, phase=Phase.SHOWN)
    if state.hides:
        return altered(entered, phase=Phase.WRITING)
    if state.slots:
        return _gather(entered, event)
    return _show(entered, event)


def _gather(state: State, event: Event) -> State:
    if not state.step.talks:
        return altered(state, phase=Phase.GATHERING)
    return altered(state, phase=Phase.ROUND, round=begin_round(state, at=event.at))


def _show(state: State, event: Event) -> State:
    if not state.step.talks:
        return altered(state, phase=Phase.SHOWN)
    return altered(state, phase=Phase.ROUND, round=begin_round(state, at=event.at))
