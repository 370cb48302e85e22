"""States of sessions that were replayed lately, so that one word does not cost a whole replay.

The memory of this process and nothing else; the log remains the truth. A state is only ever used
together with the events that follow its sequence.
"""

from collections import OrderedDict
from collections.abc import Iterable
from threading import Lock
from uuid import UUID

from collegium.domain.playbook import State

MOST_KEPT = 1024

_lock = Lock()
_states: OrderedDict[UUID, State] = OrderedDict()


def recall(session_id: UUID) -> State | None:
    """Return the state remembered for a session."""
    with _lock:
        return _states.get(session_id)


def holds(session_ids: Iterable[UUID]) -> bool:
    """Return whether the states of all these sessions are remembered, so that none is replayed."""
    with _lock:
        return all(one in _states for one in session_ids)


def remember(session_id: UUID, state: State) -> None:
    """Keep a committed state; an older one never takes the place of a newer one."""
    with _lock:
        known = _states.get(session_id)
        if known is None or known.sequence < state.sequence:
            _states[session_id] = state
        _states.move_to_end(session_id)
        while len(_states) > MOST_KEPT:
            _states.popitem(last=False)


def drop(session_id: UUID) -> None:
    """Keep nothing of a session that is over."""
    with _lock:
        _states.pop(session_id, None)


def forget() -> None:
    """Drop everything, as a restart does."""
    with _lock:
        _states.clear()
