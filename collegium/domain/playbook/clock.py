"""Time in a session: how long each step may take, breaks, and planning the rest anew."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from collegium.domain.playbook.altering import altered
from collegium.domain.playbook.effects import Effect, Paused, Replanned, Resumed
from collegium.domain.playbook.events import Event
from collegium.domain.playbook.playbook import Playbook, Step
from collegium.domain.playbook.refusal import Reason, Refused
from collegium.domain.playbook.state import Phase, State

MINUTE = timedelta(minutes=1)

type Moved = tuple[State, tuple[Effect, ...]]


@dataclass(frozen=True, slots=True)
class Change:
    """A step whose time a new plan would change."""

    step: Step
    before: timedelta
    after: timedelta


@dataclass(frozen=True, slots=True)
class Replan:
    """What planning the rest anew would do, and when the session would then end."""

    changes: tuple[Change, ...]
    ends_at: datetime


def spans_for(playbook: Playbook, people: int) -> dict[str, timedelta]:
    """Return the time of each step for so many people."""
    return {step.key: step.span(people) for step in playbook.steps}


def span_of(state: State, step: Step) -> timedelta:
    """Return the time of a step as it stands."""
    return state.spans.get(step.key) or step.span(len(state.members))


def step_ends(state: State) -> datetime | None:
    """Return when the time of the current step is up, None outside a running session.

    In a break the clock stands still: counted from `paused_at` the rest stays the same.
    """
    if state.step_began is None or state.phase is Phase.ENDED:
        return None
    return state.step_began + span_of(state, state.step)


def foreseen_end(state: State, now: datetime) -> datetime | None:
    """Return when the session ends if each step that is left takes the time it has now."""
    ends = step_ends(state)
    if ends is None:
        return None
    lost = now - state.paused_at if state.paused_at else timedelta()
    left = sum((span_of(state, step) for step in _later(state)), timedelta())
    return max(ends + lost, now) + left


def planned_anew(state: State, now: datetime) -> Replan | None:
    """Return how the steps that are left would share the time until the session should end.

    Each begins with what it takes for the people present, and gives away a minute at a time,
    down to half of it; a step to keep gives nothing. None where nothing would change.
    """
    foreseen = foreseen_end(state, now)
    if foreseen is None or state.ends_by is None:
        return None
    later = _later(state)
    before = {step.key: span_of(state, step) for step in later}
    begins = foreseen - sum(before.values(), timedelta())
    after = _shared(later, max(len(state.present), 1), state.ends_by - begins)
    changes = tuple(
        Change(step, before[step.key], after[step.key])
        for step in later
        if before[step.key] != after[step.key]
    )
    return Replan(changes, begins + sum(after.values(), timedelta())) if changes else None


def pause(state: State, event: Event) -> Moved:
    """Stop the clocks."""
    if state.paused_at is not None:
        raise Refused(Reason.PAUSED)
    return altered(state, paused_at=event.at), (Paused(),)


def resume(state: State, event: Event) -> Moved:
    """Let the clocks go on where they stood."""
    if state.paused_at is None or state.step_began is None:
        raise Refused(Reason.NOT_PAUSED)
    lost = event.at - state.paused_at
    turn = state.round and replace(state.round, began=state.round.began + lost)
    began = state.step_began + lost
    return altered(state, paused_at=None, step_began=began, round=turn), (Resumed(),)


def replan(state: State, event: Event) -> Moved:
    """Share the time that is left among the steps that are left."""
    found = planned_anew(state, event.at)
    if found is None:
        raise Refused(Reason.NOTHING_TO_REPLAN)
    changed = {change.step.key: change.after for change in found.changes}
    return altered(state, spans={**state.spans, **changed}), (Replanned(),)


def _later(state: State) -> tuple[Step, ...]:
    return state.playbook.steps[state.position + 1 :]


def _shared(steps: tuple[Step, ...], people: int, time: timedelta) -> Mapping[str, timedelta]:
    wanted = {step.key: step.span(people) for step in steps}
    spans = dict(wanted)
    over = sum(spans.values(), timedelta()) - time
    while over > timedelta():
        giving = [key for key in spans if spans[key] - MINUTE >= _least(steps, key, wanted[key])]
        if not giving:
            break
        generous = max(giving, key=lambda key: spans[key] / wanted[key])
        spans[generous] -= MINUTE
        over -= MINUTE
    return spans


def _least(steps: tuple[Step, ...], key: str, wanted: timedelta) -> timedelta:
    kept = next(step.keep for step in steps if step.key == key)
    return wanted if kept else max(wanted / 2, MINUTE)
