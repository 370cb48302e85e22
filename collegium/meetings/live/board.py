"""What was written, as it hangs on the wall: piled up, and causes under what they explain."""

from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from functools import cached_property
from itertools import count

from markupsafe import Markup

from collegium.domain.playbook import Contribution, EventKind, Step
from collegium.domain.playbook.kinds import SHAPES
from collegium.domain.playbook.overview import Overview
from collegium.domain.playbook.transitions import TABLE
from collegium.meetings.live.sheets import Named, shortened
from collegium.ui.components import offered

type Hanging = tuple[Contribution, int]  # an entry and how many causes lie above it

ELSEWHERE = frozenset({"alternative", "agreement"})  # on the page, in a place of their own


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


@dataclass(frozen=True, slots=True)
class Card:
    """An entry that can be put together with others, as it stands in a list to choose from."""

    entry: Contribution
    title: str
    option: Markup


@dataclass(slots=True)
class Hung:
    """What was put up last of each sort, to be taken again where it stays the same."""

    piles: dict[str, tuple[object, Pile]] = field(default_factory=dict)  # with what they are of
    cards: dict[str, Card] = field(default_factory=dict)

    def take_down(self, *, but: Set[str]) -> None:
        """Forget what was taken back."""
        for known in (self.piles, self.cards):
            for gone in known.keys() - but:
                del known[gone]


class Board:
    """What hangs on the wall of a state, in no language yet; `view` is what all see of it.

    What `hung` there before is the same object, which is quick to compare.
    """

    def __init__(
        self, overview: Overview, names: Mapping[str, str], hung: Hung | None = None
    ) -> None:
        self.state = overview.state
        self.view = overview.all_see
        self.names = names
        self._hung = hung or Hung()
        self._hung.take_down(but=overview.shown.keys())

    @property
    def sorts(self) -> bool:
        """Return whether cards can be put together now."""
        has_piles = SHAPES[self.view.step.kind].piles
        return has_piles and EventKind.GROUP in TABLE[self.view.phase]

    @cached_property
    def cards(self) -> tuple[Card, ...]:
        """Return what can be put together."""
        return tuple(self._card(one) for one in self.view.theirs) if self.sorts else ()

    @cached_property
    def choices(self) -> Markup:
        """Return the same as a list to choose from."""
        return Markup("".join([one.option for one in self.cards]))  # noqa: S704 - each is markup

    @property
    def tops(self) -> tuple[Named, ...]:
        """Return those of them that others lie under."""
        below = frozenset(self.view.piles.values())
        return tuple((one.entry.id, one.title) for one in self.cards if one.entry.id in below)

    @cached_property
    def piles(self) -> tuple[Pile, ...]:
        """Return what hangs there of this step."""
        return self._piles([one for one in self.view.theirs if one.slot not in ELSEWHERE])

    @cached_property
    def earlier(self) -> tuple[tuple[Step, tuple[Pile, ...]], ...]:
        """Return what hangs there of the steps before."""
        by_step: dict[str, list[Contribution]] = {}
        for one in self.view.earlier:
            by_step.setdefault(one.step, []).append(one)
        steps = self.state.playbook.steps
        return tuple((one, self._piles(by_step[one.key])) for one in steps if one.key in by_step)

    def _piles(self, entries: Sequence[Contribution]) -> tuple[Pile, ...]:
        """Put up entries of one step, the first of each pile first."""
        entries = [one for one in entries if one.words]  # a number alone hangs on no wall
        by_id = {one.id: one for one in entries}
        found: dict[str, list[Hanging]] = {}
        for one, depth in _in_order(entries, by_id):
            top = self.view.piles.get(one.id) or _top(one, by_id)
            found.setdefault(top, []).append((one, depth))
        numbers = count(1)
        return tuple(
            self._pile(top, hanging, next(numbers) if len(hanging) > 1 else 0)
            for top, hanging in found.items()
        )

    def _pile(self, top: str, hanging: Sequence[Hanging], number: int) -> Pile:
        name = self.view.pile_names.get(top, "")
        made_of = name, number, hanging
        known = self._hung.piles.get(top)
        if known is None or known[0] != made_of:
            notes = tuple(self._note(entry, depth) for entry, depth in hanging)
            known = self._hung.piles[top] = made_of, Pile(top, name, notes, number)
        return known[1]

    def _note(self, entry: Contribution, depth: int) -> Note:
        by, ours = self.names.get(entry.author, ""), bool(entry.marks.get("in_our_control"))
        return Note(entry.id, by, entry.slot, entry.words, ours, depth)

    def _card(self, entry: Contribution) -> Card:
        known = self._hung.cards.get(entry.id)
        if known is None or known.entry is not entry:
            title = shortened(entry)
            option = Markup(offered([(entry.id, title)]))  # noqa: S704 - it escapes
            known = self._hung.cards[entry.id] = Card(entry, title, option)
        return known


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
