"""What members write: adding, changing, withdrawing, signing."""

from collections.abc import Mapping
from dataclasses import replace

from collegium.domain.playbook.effects import Effect, Signed, Withdrawn, Written
from collegium.domain.playbook.entries import read_marks, read_words
from collegium.domain.playbook.events import Event
from collegium.domain.playbook.kinds import SLOTS, OnceShown, Slot, marks_of
from collegium.domain.playbook.refusal import Reason, Refused
from collegium.domain.playbook.state import Contribution, State

MOST_ENTRIES = 30

type Moved = tuple[State, tuple[Effect, ...]]


def contribute(state: State, event: Event) -> Moved:
    """Add an entry; where a member has one only, the new one takes its place."""
    slot = _slot(state, event.data.get("slot"))
    entry = _entry(state, slot, event)
    earlier = _mine(state, slot, entry)
    _refuse_if_late(state, slot, revising=bool(earlier) and not slot.many)
    if earlier and not slot.many:
        return _put(state, slot, replace(entry, id=earlier[0].id))
    if len(earlier) >= MOST_ENTRIES:
        raise Refused(Reason.TOO_MANY)
    added = replace(state, contributions=(*state.contributions, entry))
    return added, (_written(state, slot, entry),)


def edit(state: State, event: Event) -> Moved:
    """Change one's own entry of this step."""
    old = _own(state, event)
    slot = SLOTS[old.slot]
    _refuse_if_late(state, slot, revising=True)
    _refuse_if_signed(old)
    words, marks = _content(state, slot, event.data)
    return _put(state, slot, replace(old, words=words, marks=marks, at=event.at))


def withdraw(state: State, event: Event) -> Moved:
    """Take one's own entry of this step back, and what others said about it."""
    old = _own(state, event)
    if state.is_shown and SLOTS[old.slot].once_shown is OnceShown.CLOSED:
        raise Refused(Reason.CLOSED)
    _refuse_if_signed(old)
    left = tuple(one for one in state.contributions if old.id not in (one.id, one.about))
    return replace(state, contributions=left), (Withdrawn(old.id),)


def sign(state: State, event: Event) -> Moved:
    """Put one's name under an agreement."""
    found = _named(state, event.data.get("contribution"))
    if found is None or found.slot != "agreement":
        raise Refused(Reason.UNKNOWN)
    if event.actor in found.signed:
        raise Refused(Reason.ALREADY_SIGNED)
    signed = replace(found, signed=(*found.signed, event.actor))
    return _swap(state, signed), (Signed(found.id, event.actor),)


def _slot(state: State, name: object) -> Slot:
    for slot in state.shape.slots:
        if slot.name == name:
            return slot
    raise Refused(Reason.NOT_TAKEN_HERE)


def _entry(state: State, slot: Slot, event: Event) -> Contribution:
    words, marks = _content(state, slot, event.data)
    about = _about(state, slot, event.data)
    return Contribution(
        event.key, state.step.key, slot.name, event.actor, event.at, words, marks, about
    )


def _content(
    state: State, slot: Slot, data: Mapping[str, object]
) -> tuple[dict[str, str], dict[str, int]]:
    words = read_words(slot, data.get("words", {}))
    return words, read_marks(marks_of(state.step, slot), data.get("marks", {}))


def _about(state: State, slot: Slot, data: Mapping[str, object]) -> str:
    if not slot.about:
        return ""
    found = _named(state, data.get("about"))
    if found is None or found.slot != slot.about:
        raise Refused(Reason.UNKNOWN, "about")
    return found.id


def _mine(state: State, slot: Slot, entry: Contribution) -> list[Contribution]:
    place = (entry.step, slot.name, entry.author, entry.about)
    return [
        one for one in state.contributions if (one.step, one.slot, one.author, one.about) == place
    ]


def _named(state: State, name: object) -> Contribution | None:
    found = state.find(name) if isinstance(name, str) else None
    return found if found and found.step == state.step.key else None


def _own(state: State, event: Event) -> Contribution:
    # Somebody else's entry answers like none at all: a hidden one must not show that it exists.
    found = _named(state, event.data.get("contribution"))
    if found is None or found.author != event.actor:
        raise Refused(Reason.UNKNOWN)
    return found


def _refuse_if_late(state: State, slot: Slot, *, revising: bool) -> None:
    allowed = {OnceShown.REVISE} if revising else {OnceShown.REVISE, OnceShown.ADD}
    if state.is_shown and slot.once_shown not in allowed:
        raise Refused(Reason.CLOSED)


def _refuse_if_signed(entry: Contribution) -> None:
    if entry.signed:
        raise Refused(Reason.ALREADY_SIGNED)


def _put(state: State, slot: Slot, entry: Contribution) -> Moved:
    return _swap(state, entry), (_written(state, slot, entry),)


def _swap(state: State, entry: Contribution) -> State:
    kept = (entry if one.id == entry.id else one for one in state.contributions)
    return replace(state, contributions=tuple(kept))


def _written(state: State, slot: Slot, entry: Contribution) -> Written:
    return Written(entry.id, entry.author, hidden=slot.blind and not state.is_shown)
