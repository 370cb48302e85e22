"""What members write: adding, changing, withdrawing, signing."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from collegium.domain.playbook.altering import altered
from collegium.domain.playbook.effects import Effect, Signed, Withdrawn, Written
from collegium.domain.playbook.entries import read_marks, read_words
from collegium.domain.playbook.events import Event
from collegium.domain.playbook.kinds import VOTE, OnceShown, Slot, marks_of
from collegium.domain.playbook.pairs import partners_of
from collegium.domain.playbook.piles import heir_of, lead_of, removed
from collegium.domain.playbook.refusal import Reason, Refused
from collegium.domain.playbook.seeing import named_here, slot_for
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
    if slot.name == VOTE.name and _votes(state, event.actor) >= state.step.votes:
        raise Refused(Reason.TOO_MANY_VOTES)
    added = altered(state, contributions=(*state.contributions, entry))
    return added, (_written(state, slot, entry),)


def edit(state: State, event: Event) -> Moved:
    """Change one's own entry of this step."""
    old = _own(state, event)
    slot = slot_for(state, old)
    _refuse_if_late(state, slot, revising=True)
    _refuse_if_signed(old)
    words, marks = _content(state, slot, event.data)
    device = state.carried.get(event.actor, "")
    changed = replace(old, words=words, marks=marks, at=event.at, device=device)
    return _put(state, slot, changed)


def withdraw(state: State, event: Event) -> Moved:
    """Take one's own entry of this step back, and the scores and votes that others gave it."""
    old = _own(state, event)
    if state.is_shown and slot_for(state, old).once_shown is OnceShown.CLOSED:
        raise Refused(Reason.CLOSED)
    _refuse_if_signed(old)
    left = altered(state, contributions=tuple(_without(state, old)))
    return removed(left, old.id), (Withdrawn(old.id),)


def sign(state: State, event: Event) -> Moved:
    """Put one's name under an agreement."""
    found = named_here(state, event.actor, event.data.get("contribution"))
    if found is None or found.slot != "agreement":
        raise Refused(Reason.UNKNOWN)
    if event.actor in found.signed:
        raise Refused(Reason.ALREADY_SIGNED)
    signed = replace(found, signed=(*found.signed, event.actor))
    return _swap(state, signed), (Signed(found.id, event.actor),)


def _slot(state: State, name: object) -> Slot:
    for slot in state.slots:
        if slot.name == name:
            return slot
    raise Refused(Reason.NOT_TAKEN_HERE)


def _entry(state: State, slot: Slot, event: Event) -> Contribution:
    words, marks = _content(state, slot, event.data)
    about = _about(state, slot, event.actor, event.data)
    return Contribution(
        id=event.key,
        step=state.step.key,
        slot=slot.name,
        author=event.actor,
        at=event.at,
        words=words,
        marks=marks,
        about=about,
        among=partners_of(state.pairs, event.actor) if slot.paired else (),
        device=state.carried.get(event.actor, ""),
    )


def _content(
    state: State, slot: Slot, data: Mapping[str, object]
) -> tuple[dict[str, str], dict[str, int]]:
    words = read_words(slot, data.get("words", {}))
    return words, read_marks(marks_of(state.step, slot), data.get("marks", {}))


def _about(state: State, slot: Slot, actor: str, data: Mapping[str, object]) -> str:
    named = data.get("about")
    if not slot.about or (not named and not slot.must):
        return ""
    found = named_here(state, actor, named, step=state.step.source if slot.back else "")
    if found is None or found.slot not in slot.about:
        raise Refused(Reason.UNKNOWN, "about")
    return lead_of(state, found.id) if slot.must else found.id


def _votes(state: State, member: str) -> int:
    here = [one for one in state.contributions if one.step == state.step.key]
    mine = [one for one in here if one.slot == VOTE.name and one.author == member]
    return len({lead_of(state, one.about) for one in mine})


def _without(state: State, gone: Contribution) -> Iterator[Contribution]:
    heir = heir_of(state, gone.id)
    for one in state.contributions:
        if one.about != gone.id:
            if one.id != gone.id:
                yield one
        elif heir:  # what was said to a pile stays with it
            yield replace(one, about=heir)
        elif not slot_for(state, one).must:  # somebody's words stay, one "why?" further up
            yield replace(one, about=gone.about if one.step == gone.step else "")


def _mine(state: State, slot: Slot, entry: Contribution) -> list[Contribution]:
    # One plan each, whatever it is about; one score and one vote for each thing scored.
    about = entry.about if slot.must else None
    return [
        one
        for one in state.contributions
        if (one.step, one.slot, one.author) == (entry.step, slot.name, entry.author)
        and about in (None, lead_of(state, one.about))
    ]


def _own(state: State, event: Event) -> Contribution:
    # Somebody else's entry answers like none at all: a hidden one must not show that it exists.
    found = named_here(state, event.actor, event.data.get("contribution"))
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
    return altered(state, contributions=tuple(kept))


def _written(state: State, slot: Slot, entry: Contribution) -> Written:
    return Written(entry.id, entry.author, hidden=slot.blind and not state.is_shown)
