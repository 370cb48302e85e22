"""Putting entries that say the same together, and naming the pile."""

from collegium.domain.playbook.altering import altered
from collegium.domain.playbook.effects import Effect, Piled
from collegium.domain.playbook.entries import read_name
from collegium.domain.playbook.events import Event
from collegium.domain.playbook.kinds import SHAPES
from collegium.domain.playbook.refusal import Reason, Refused
from collegium.domain.playbook.seeing import named_here
from collegium.domain.playbook.state import Contribution, State

type Moved = tuple[State, tuple[Effect, ...]]


def group(state: State, event: Event) -> Moved:
    """Lay an entry, and what lies under it, on another; on nothing takes it out of its pile."""
    entry = _entry(state, event, "contribution")
    if not event.data.get("onto"):
        return removed(state, entry.id), (Piled(entry.id),)
    lead = lead_of(state, _entry(state, event, "onto").id)
    if lead == lead_of(state, entry.id):
        raise Refused(Reason.ALREADY_TOGETHER)
    under = {one: lead for one in pile_of(state, entry.id) if one != lead}
    names = {pile: name for pile, name in state.pile_names.items() if pile not in under}
    return _laid(state, {**state.piles, **under}, names), (Piled(entry.id),)


def name_pile(state: State, event: Event) -> Moved:
    """Say in a few words what the entries of a pile have in common; nothing takes the name off."""
    lead = lead_of(state, _entry(state, event, "contribution").id)
    name = read_name(event.data.get("words", {}))
    names = {pile: said for pile, said in state.pile_names.items() if pile != lead}
    return altered(state, pile_names=names | ({lead: name} if name else {})), (Piled(lead),)


def lead_of(state: State, entry: str) -> str:
    """Return the entry on top of the pile in which `entry` lies, itself where it lies alone."""
    return state.piles.get(entry, entry)


def pile_of(state: State, entry: str) -> tuple[str, ...]:
    """Return `entry` and what lies under it."""
    return (entry, *(one for one, lead in state.piles.items() if lead == entry))


def heir_of(state: State, entry: str) -> str:
    """Return what comes to lie on top where `entry` is taken off, empty where it lies alone."""
    return next(iter(pile_of(state, entry)[1:]), "")


def removed(state: State, gone: str) -> State:
    """Return the piles without an entry; where it lay on top, the next one takes its place."""
    heir = heir_of(state, gone)
    piles = {one: lead for one, lead in state.piles.items() if gone not in (one, lead)}
    if not heir:
        return _laid(state, piles, _renamed(state, gone, gone))
    rest = pile_of(state, gone)[2:]
    piles |= dict.fromkeys(rest, heir)
    return _laid(state, piles, _renamed(state, gone, heir if rest else gone))


def _laid(state: State, piles: dict[str, str], names: dict[str, str]) -> State:
    # What a pile had in common is no name for the entry that is left of it.
    dissolved = set(state.piles.values()) - set(piles.values())
    kept = {lead: name for lead, name in names.items() if lead not in dissolved}
    return altered(state, piles=piles, pile_names=kept)


def _renamed(state: State, old: str, new: str) -> dict[str, str]:
    names = dict(state.pile_names)
    name = names.pop(old, "")
    return names | ({new: name} if name and new != old else {})


def _entry(state: State, event: Event, part: str) -> Contribution:
    if not SHAPES[state.step.kind].piles:
        raise Refused(Reason.NOT_TAKEN_HERE)
    found = named_here(state, event.actor, event.data.get(part))
    if found is None:
        raise Refused(Reason.UNKNOWN, part)
    return found
