"""The part that matters: a step to keep is neither left too soon nor left out."""

from datetime import datetime

from collegium.domain.playbook.clock import step_ends
from collegium.domain.playbook.events import Event
from collegium.domain.playbook.refusal import Reason, Refused
from collegium.domain.playbook.state import Phase, State
from collegium.domain.playbook.transitions import still_writing


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
    if asked and lies_ahead(state, event.at):
        raise Refused(Reason.PART_AHEAD)


def lies_ahead(state: State, at: datetime | None = None) -> bool:
    """Return whether a step to keep is still to be held; its time counts only where `at` is given.

    The step that runs counts as held once everybody could go on from it.
    """
    ahead = [one for one in state.playbook.steps if one.keep and one.key not in state.held]
    if state.step not in ahead or state.phase is Phase.WRITING:
        return bool(ahead)
    return len(ahead) > 1 or not _done(state, at)


def _done(state: State, at: datetime | None) -> bool:
    ends = step_ends(state)
    is_over = at is not None and ends is not None and state.clock_at(at) >= ends
    return is_over or not still_writing(state)
