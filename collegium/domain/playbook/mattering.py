"""The part that matters: a step to keep is neither left too soon nor left out."""

from datetime import datetime

from collegium.domain.playbook.clock import step_ends
from collegium.domain.playbook.events import Event
from collegium.domain.playbook.owing import still_writing
from collegium.domain.playbook.refusal import Reason, Refused
from collegium.domain.playbook.state import Phase, State


def refuse_too_soon(state: State, at: datetime) -> None:
    """Refuse to leave a step to keep while somebody there has their part to do, and time for it."""
    if state.step.keep and not _done(state, at):
        raise Refused(Reason.STILL_WRITING)


def refuse_left_out(state: State, event: Event) -> None:
    """Refuse to end with a step to keep ahead, unless all who are there agree.

    Whoever ends does. Those whom the event names as `away` are not asked: somebody who vanished
    locks nobody in.
    """
    away = event.data.get("away", ())
    if not isinstance(away, list | tuple):
        raise Refused(Reason.MALFORMED, "away")
    asked = [one for one in state.present - state.ending - {event.actor} if one not in away]
    if asked and lies_ahead(state, here=not _done(state, event.at)):
        raise Refused(Reason.PART_AHEAD)


def lies_ahead(state: State, *, here: bool) -> bool:
    """Return whether a step to keep is still to be held.

    The step that runs counts as held once everybody could go on from it: not where something is
    left to do `here`.
    """
    ahead = [one for one in state.playbook.steps if one.keep and one.key not in state.held]
    if state.step not in ahead or state.phase is Phase.WRITING:
        return bool(ahead)
    return len(ahead) > 1 or here


def _done(state: State, at: datetime) -> bool:
    ends = step_ends(state)
    is_over = ends is not None and state.clock_at(at) >= ends
    return is_over or not still_writing(state)
