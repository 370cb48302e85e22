"""Who still has to write, and how much of it, in the step everybody is at."""

from collections.abc import Mapping

from collegium.domain.playbook.kinds import OnceShown
from collegium.domain.playbook.state import State
from collegium.domain.playbook.transitions import may_write


def still_writing(state: State) -> tuple[str, ...]:
    """Return who is there, may still write in this step and has not yet."""
    return holding_up(state, owed(state))


def holding_up(state: State, left: Mapping[str, int]) -> tuple[str, ...]:
    """Return the same to whom `owed` is known: who of those owing is there and may write."""
    if state.is_shown and all(slot.once_shown is OnceShown.CLOSED for slot in state.slots):
        return ()
    owing = (one for one in state.members if left[one] and one in state.present)
    return tuple(one for one in owing if may_write(state, one) is None)


def owed(state: State) -> dict[str, int]:
    """Return how much of what the step is about each member has left to do, whoever is there.

    To weigh is to score all that there is; of anything else one entry is enough.
    """
    if not state.slots:
        return dict.fromkeys(state.members, 0)
    asked = next((slot for slot in state.slots if slot.must), state.slots[0])
    key = state.step.key
    here = [one for one in state.contributions if one.step == key]
    done: dict[str, set[str]] = {member: set() for member in state.members}
    for one in here:
        if one.slot == asked.name:
            done[one.author].add(one.about)
    to_answer = {one.id for one in here if one.slot in asked.about} if asked.must else set()
    return {
        member: len(to_answer - abouts) if asked.must and abouts else int(not abouts)
        for member, abouts in done.items()
    }
