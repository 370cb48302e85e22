"""What was written, as it hangs on the wall: piled up, and causes under what they explain."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import count

from collegium.domain.playbook import Contribution, View
from collegium.domain.playbook.kinds import SLOTS


@dataclass(frozen=True, slots=True)
class Note:
    """An entry on the wall."""

    id: str
    by: str
    slot: str
    words: Mapping[str, str]
    in_our_control: bool
    depth: int = 0


@dataclass(frozen=True, slots=True)
class Pile:
    """Notes that say the same, or one by itself; causes lie under what they explain.

    `number` counts the piles of several notes, 0 for a note by itself.
    """

    id: str
    name: str
    notes: tuple[Note, ...]
    number: int = 0


@dataclass(frozen=True, slots=True)
class Chapter:
    """An earlier step and what it left on the wall."""

    title: str
    piles: tuple[Pile, ...]


def piles_of(
    view: View, entries: Sequence[Contribution], names: Mapping[str, str]
) -> tuple[Pile, ...]:
    """Put up entries of one step, the first of each pile first."""
    entries = [one for one in entries if one.words]  # a number alone hangs on no wall
    by_id = {one.id: one for one in entries}
    found: dict[str, list[Note]] = {}
    for one, depth in _in_order(entries, by_id):
        top = view.piles.get(one.id, _top(one, by_id))
        found.setdefault(top, []).append(_note(one, names, depth))
    numbers = count(1)
    return tuple(
        Pile(
            id=top,
            name=view.pile_names.get(top, ""),
            notes=tuple(notes),
            number=next(numbers) if len(notes) > 1 else 0,
        )
        for top, notes in found.items()
    )


def _note(entry: Contribution, names: Mapping[str, str], depth: int) -> Note:
    slot = SLOTS[entry.slot]
    words = {key: entry.words[key] for key in slot.words + slot.optional if key in entry.words}
    ours = bool(entry.marks.get("in_our_control"))
    return Note(entry.id, names.get(entry.author, ""), entry.slot, words, ours, depth)


def _top(entry: Contribution, by_id: Mapping[str, Contribution]) -> str:
    while entry.about in by_id:
        entry = by_id[entry.about]
    return entry.id


def _in_order(
    entries: Sequence[Contribution], by_id: Mapping[str, Contribution]
) -> Iterator[tuple[Contribution, int]]:
    below: dict[str, list[Contribution]] = {}
    for one in entries:
        below.setdefault(one.about if one.about in by_id else "", []).append(one)
    waiting = [(one, 0) for one in reversed(below.get("", []))]
    while waiting:
        one, depth = waiting.pop()
        yield one, depth
        waiting += [(child, depth + 1) for child in reversed(below.get(one.id, []))]
