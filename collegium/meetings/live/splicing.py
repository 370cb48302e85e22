"""What has to be sent so that somebody who knows the old text comes to know the new one."""

import json
from collections.abc import Iterable, Mapping, Sequence
from itertools import count

from collegium.ui.compiling import Piece

WORTH_IT = 64  # characters that need not be sent again
# Characters. What replaces a piece and is shorter is sent whole: to find out what differs, the old
# piece would have to be drawn again.
WORTH_DRAWING = 1500

_numbers = count(1)


class Measured(Piece):
    """A piece that need not be text for its length to be known: `units`, as a browser says it."""

    __slots__ = ("units",)
    units: int


type HTML = str | Measured


class Stretch:
    """Pieces of HTML that were drawn together."""

    __slots__ = ("_units", "pieces")

    def __init__(self, pieces: Iterable[HTML]) -> None:
        self.pieces = tuple(pieces)
        self._units = -1

    @property
    def units(self) -> int:
        """How long a browser says they are; asked only of what is as it was."""
        if self._units < 0:
            self._units = _length(self.pieces)
        return self._units


type Differences = dict[tuple[int, int], str]  # by the numbers of what was known and is new


class Text:
    """A part of the page, in stretches. What is as it was before is the same object.

    Pieces are never put together for as long as a text is only kept, so that those who see the
    same share them.
    """

    __slots__ = ("stretches",)

    def __init__(self, stretches: Iterable[Stretch]) -> None:
        self.stretches = tuple(stretches)

    def __str__(self) -> str:
        return "".join(_written(one.pieces) for one in self.stretches)

    def __repr__(self) -> str:
        return f"Text({len(self.stretches)})"

    def is_made_of(self, stretches: Sequence[Stretch]) -> bool:
        """Return whether nothing was drawn anew."""
        return all(old is new for old, new in zip(self.stretches, stretches, strict=True))

    def since(self, known: "Text | None") -> str:
        """Return as JSON the new text, or the steps that lead to it from the one that is known.

        A number says how much to keep, or to skip where it is below zero, a text what to put in.
        Lengths count UTF-16 units, as scripts in browsers do.
        """
        return json.dumps(str(self)) if known is None else _spliced(known, self)


class Parts(dict[str, Text]):
    """Some parts of the page by name; what is as it was before is the same object."""

    __slots__ = ("_number",)

    def __init__(self, texts: Mapping[str, Text]) -> None:
        super().__init__(texts)
        self._number = next(_numbers)  # no difference keeps anything alive

    def since(self, known: "Parts | None", differences: Differences) -> str:
        """Return in JSON what is new to somebody who knows others, empty where nothing is.

        Parts by name, with commas between them. Among `differences` is what was worked out for
        others lately; what is worked out now is added to them.
        """
        if known is self:
            return ""
        which = known._number if known is not None else 0, self._number
        if which not in differences:
            differences[which] = self._news_to(known or {})
        return differences[which]

    def _news_to(self, known: Mapping[str, Text]) -> str:
        changed = ((name, text) for name, text in self.items() if known.get(name) is not text)
        return ",".join(f'"{name}":{text.since(known.get(name))}' for name, text in changed)


def _spliced(old: Text, new: Text) -> str:
    if len(old.stretches) != len(new.stretches):
        return json.dumps(str(new))
    changes = _Changes()
    for before, after in zip(old.stretches, new.stretches, strict=True):
        if before is after:
            changes.keep(after.units)
        else:
            _compare(before.pieces, after.pieces, changes)
    if changes.kept < WORTH_IT:
        return json.dumps(str(new))
    return changes.in_json()


class _Changes:
    """Step by step from an old text to a new one: keep so much, skip so much, put this in."""

    def __init__(self) -> None:
        self.steps: list[int | str] = []
        self.kept = 0

    def in_json(self) -> str:
        """Return the steps as they go over the wire."""
        each = [json.dumps(one) if isinstance(one, str) else str(one) for one in self.steps]
        return f"[{','.join(each)}]"

    def keep(self, units: int) -> None:
        self.kept += units
        last = self.steps[-1] if self.steps else ""
        if isinstance(last, int) and last > 0:
            self.steps[-1] = last + units
        elif units:
            self.steps.append(units)

    def put(self, pieces: Sequence[HTML], instead_of: Sequence[HTML]) -> None:
        if len(pieces) != len(instead_of):
            self._put(pieces, instead_of)
            return
        for new, old in zip(pieces, instead_of, strict=True):
            if new == old:
                self.keep(units_of(new))
            else:
                self._put((new,), (old,))

    def _put(self, pieces: Sequence[HTML], instead_of: Sequence[HTML]) -> None:
        text = _written(pieces)
        if len(text) < WORTH_DRAWING and any(isinstance(one, Measured) for one in instead_of):
            self._replace(_length(instead_of), text)
        else:
            self._put_where_it_differs(text, _written(instead_of))

    def _replace(self, units: int, text: str) -> None:
        if units:
            self.steps.append(-units)
        if text:
            self.steps.append(text)

    def _put_where_it_differs(self, text: str, instead_of: str) -> None:
        head = _letters_alike(instead_of, text)
        tail = _letters_alike(instead_of[head:][::-1], text[head:][::-1])
        self.keep(units_of(text[:head]))
        skipped = instead_of[head : len(instead_of) - tail]
        self._replace(units_of(skipped), text[head : len(text) - tail])
        self.keep(units_of(text[len(text) - tail :]))


def _compare(old: Sequence[HTML], new: Sequence[HTML], changes: _Changes) -> None:
    """Say how `new` comes from `old`: most pieces are in both, in the same order."""
    head = _alike(old, new)
    tail = _alike(old[head:][::-1], new[head:][::-1])
    changes.keep(_length(new[:head]))
    _compare_middle(old[head : len(old) - tail], new[head : len(new) - tail], changes)
    changes.keep(_length(new[len(new) - tail :]))


def _compare_middle(old: Sequence[HTML], new: Sequence[HTML], changes: _Changes) -> None:
    places: dict[HTML, list[int]] = {}
    for number, piece in enumerate(old):
        if units_of(piece) >= WORTH_IT:
            places.setdefault(piece, []).append(number)
    at = since = 0  # as far as `old` and `new` have been told
    for number, piece in enumerate(new):
        found = next((one for one in places.get(piece, ()) if one >= at), None)
        if found is not None:
            changes.put(new[since:number], old[at:found])
            changes.keep(units_of(piece))
            at, since = found + 1, number + 1
    changes.put(new[since:], old[at:])


def _written(pieces: Iterable[HTML]) -> str:
    return "".join([one if isinstance(one, str) else one.__html__() for one in pieces])


def _length(pieces: Iterable[HTML]) -> int:
    return sum([units_of(one) for one in pieces])


def units_of(piece: HTML) -> int:
    """Return how long a browser says that a piece is."""
    if not isinstance(piece, str):
        return piece.units
    return len(piece) if piece.isascii() else len(piece.encode("utf-16-le")) // 2


def _alike(one: Sequence[HTML], other: Sequence[HTML]) -> int:
    """Return with how many of the same pieces both begin."""
    number = 0
    for a, b in zip(one, other, strict=False):
        if a is not b and a != b:
            break
        number += 1
    return number


def _letters_alike(one: str, other: str) -> int:
    """Return with how many of the same letters both begin."""
    sure, most = 0, min(len(one), len(other))
    while sure < most:
        middle = (sure + most + 1) // 2
        if one[sure:middle] == other[sure:middle]:
            sure = middle
        else:
            most = middle - 1
    return sure
