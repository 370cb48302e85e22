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


def answers_in(state: State, entry: Contribution) -> frozenset[str]:
    """Return which of an entry's marks answer questions: its author's own business."""
    return frozenset(entry.marks) - {mark.key for mark in slot_for(state, entry).marks}


def keeps_from(state: State, member: str, other: str) -> bool:
    """Return whether `member` reads anything that `other` may not, and had no part in writing."""
    return any(
        sees(state, member, one)
        and (not sees(state, other, one) or (one.author == member and answers_in(state, one)))
        for one in state.contributions
        if one.device != other
    )


def named_here(state: State, member: str, name: object, step: str = "") -> Contribution | None:
    """Return the entry of that id, in the current step or `step`, if `member` may see it.

    An entry that is hidden answers like none at all: nobody learns that it exists.
    """
    found = state.find(name) if isinstance(name, str) else None
    if found is None or found.step != (step or state.step.key) or not sees(state, member, found):
        return None
    return found
