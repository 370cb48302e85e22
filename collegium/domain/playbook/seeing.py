"""Who may see which entry, and when."""

from collegium.domain.playbook.kinds import Slot, slot_of
from collegium.domain.playbook.state import Contribution, State


def slot_for(state: State, entry: Contribution) -> Slot:
    """Return the slot of an entry, as it is in the entry's own step."""
    return slot_of(state.playbook.step(entry.step), entry.slot)


def sees(state: State, member: str, entry: Contribution) -> bool:
    """Return whether `member` may read the words of an entry."""
    if entry.author == member:
        return True
    slot = slot_for(state, entry)
    if slot.counted:
        return False
    if not slot.blind or entry.step in state.revealed:
        return True
    return member in entry.among and entry.step == state.step.key


def named_here(state: State, member: str, name: object, step: str = "") -> Contribution | None:
    """Return the entry of that id, in the current step or `step`, if `member` may see it.

    An entry that is hidden answers like none at all: nobody learns that it exists.
    """
    found = state.find(name) if isinstance(name, str) else None
    if found is None or found.step != (step or state.step.key) or not sees(state, member, found):
        return None
    return found
