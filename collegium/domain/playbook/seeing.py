"""Who may see which entry, and when."""

from dataclasses import replace

from collegium.domain.playbook.kinds import Slot, slot_of
from collegium.domain.playbook.state import Contribution, State


def slot_for(state: State, entry: Contribution) -> Slot:
    """Return the slot of an entry, as it is in the entry's own step."""
    return slot_of(state.playbook.step(entry.step), entry.slot)


def is_open(state: State, entry: Contribution) -> bool:
    """Return whether everybody may read the words of an entry."""
    slot = slot_for(state, entry)
    return not slot.counted and (not slot.blind or entry.step in state.revealed)


def is_among(state: State, member: str, entry: Contribution) -> bool:
    """Return whether `member` reads an entry of this step before the others do."""
    in_pair = member in entry.among and entry.step == state.step.key
    return in_pair and not slot_for(state, entry).counted


def sees(state: State, member: str, entry: Contribution) -> bool:
    """Return whether `member` may read the words of an entry."""
    return entry.author == member or is_open(state, entry) or is_among(state, member, entry)


def answers_in(state: State, entry: Contribution) -> frozenset[str]:
    """Return which of an entry's marks answer questions: its author's own business."""
    if not entry.marks:
        return frozenset()
    return frozenset(entry.marks) - {mark.key for mark in slot_for(state, entry).marks}


def as_others_read(state: State, entry: Contribution) -> Contribution:
    """Return an entry without answers to questions; the group sees means of them at most."""
    answers = answers_in(state, entry)
    if not answers:
        return entry
    left = {key: number for key, number in entry.marks.items() if key not in answers}
    return replace(entry, marks=left)


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
