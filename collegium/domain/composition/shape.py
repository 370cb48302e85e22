"""The shape of a group: for each attribute, who is alike in it and who is not.

A group of different people is cut into many small pieces, one of people alike into few long
ones. Everything here is to be drawn: places and widths are in per cent of the picture's width.
"""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from math import isfinite

from collegium.domain.composition.problem import Participant

ATTRIBUTES = ("department", "function", "site", "country", "gender")
NUMBERS = ("tenure", "level")
_GAP = 2.0


@dataclass(frozen=True, slots=True)
class Piece:
    """The people of a group who have one value; `value` is "" for those without any."""

    value: str
    count: int
    start: float
    width: float


@dataclass(frozen=True, slots=True)
class Trait:
    """An attribute: its pieces, the largest first, and how many different values there are.

    `known` are the people who have a value.
    """

    name: str
    kinds: int
    known: int
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Span:
    """A number: the lowest and highest of the group, and a place for each different value."""

    name: str
    low: float
    high: float
    places: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Shape:
    """One group as a picture. `wishes` to learn, and how many of them somebody here can `meet`."""

    people: int
    traits: tuple[Trait, ...]
    spans: tuple[Span, ...]
    wishes: int
    met: int

    @property
    def met_share(self) -> float:
        """Wishes met, in per cent of all."""
        return round(100 * self.met / self.wishes, 1) if self.wishes else 0.0


def shape_of(
    people: Sequence[Participant],
    *,
    attributes: Collection[str] = ATTRIBUTES,
    ranges: Mapping[str, tuple[float, float]] | None = None,
) -> Shape:
    """The shape of these people as a group; an attribute that nobody has is left out.

    `ranges` are the lowest and highest of each number among everybody who is composed (see
    `ranges_of`), so that groups can be compared by eye; numbers without one are left out.
    """
    traits = (trait_of(people, name) for name in attributes)
    spans = (_span(people, name, *ends) for name, ends in (ranges or {}).items())
    wishes, met = wishes_of(people)
    return Shape(
        people=len(people),
        traits=tuple(trait for trait in traits if trait.known),
        spans=tuple(span for span in spans if span.places),
        wishes=wishes,
        met=met,
    )


def trait_of(people: Sequence[Participant], name: str) -> Trait:
    """One attribute of these people."""
    values = Counter(person.categories.get(name, "") for person in people)
    unknown = values.pop("", 0)
    ordered = sorted(values.items(), key=lambda pair: (-pair[1], pair[0]))
    if unknown:
        ordered.append(("", unknown))
    return Trait(name, len(values), len(people) - unknown, _cut(ordered))


def _cut(counts: Sequence[tuple[str, int]]) -> tuple[Piece, ...]:
    """Pieces side by side over the whole width, with a gap between two."""
    total = sum(count for _, count in counts)
    unit = (100 + _GAP) / total if total else 0
    pieces, start = [], 0.0
    for value, count in counts:
        pieces.append(Piece(value, count, round(start, 1), round(count * unit - _GAP, 1)))
        start += count * unit
    return tuple(pieces)


def ranges_of(
    people: Sequence[Participant], names: Collection[str] = NUMBERS
) -> dict[str, tuple[float, float]]:
    """The lowest and the highest of each number, where these differ."""
    found = {}
    for name in names:
        values = _values(people, name)
        if values and min(values) < max(values):
            found[name] = (min(values), max(values))
    return found


def _span(people: Sequence[Participant], name: str, low: float, high: float) -> Span:
    values = _values(people, name)
    width = high - low
    places = {round(100 * (value - low) / width, 1) for value in values} if width > 0 else set()
    ends = (min(values), max(values)) if values else (low, high)
    return Span(name, *ends, tuple(sorted(places)))


def _values(people: Sequence[Participant], name: str) -> list[float]:
    values = (person.numbers.get(name) for person in people)
    return [value for value in values if value is not None and isfinite(value)]


def wishes_of(people: Sequence[Participant]) -> tuple[int, int]:
    """How many wishes to learn these people have, and how many another of them can meet."""
    wishes = [(person, wish) for person in people for wish in person.wants]
    strong = Counter(strength for person in people for strength in person.strengths)
    met = sum(strong[wish] > (wish in person.strengths) for person, wish in wishes)
    return len(wishes), met
