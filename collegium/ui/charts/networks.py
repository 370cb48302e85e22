"""Who is tied to whom: people at one side, places at the other, lines between them.

Two columns instead of a web of nodes: it can be read on a phone, and two of them compared.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from django.utils.translation import get_language_bidi

from collegium.ui.charts.axis import across

ROW, TOP = 36, 24
LEFT, RIGHT = 0.44, 0.9  # where the columns stand
BULGE = 38  # how far a line between two people swings out, in hundredths of the way across
THICKEST = 6


class Node(NamedTuple):
    """One person: the people they are tied to, and how often to each place."""

    name: str
    people: Sequence[str]
    places: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class DrawnPerson:
    """A person with their place, and what their row of the table says."""

    name: str
    y: int
    text_y: int
    people: str
    places: list[tuple[str, int]]


@dataclass(frozen=True, slots=True)
class DrawnPlace:
    """A place, named by a letter so that its line of the key can be long."""

    name: str
    letter: str
    y: int
    text_y: int


@dataclass(frozen=True, slots=True)
class Tie:
    """A line inside the field between the columns, which is a hundred wide."""

    path: str
    width: float


@dataclass(frozen=True, slots=True)
class NetworkPicture:
    """A whole network; x places as percentages, y places in pixels."""

    people: list[DrawnPerson]
    places: list[DrawnPlace]
    ties: list[Tie]
    height: int
    person_x: str
    person_text_x: str
    place_x: str
    place_text_x: str
    field_x: str
    field_width: str


def network_picture(
    rows: Iterable[tuple[str, Sequence[str], Mapping[str, int]]], places: Sequence[str]
) -> NetworkPicture:
    """Lay out people (name, people, places) and all `places`, in the order given."""
    nodes = [Node(*row) for row in rows]
    height = TOP + max(len(nodes), len(places), 1) * ROW
    person_y = _column([node.name for node in nodes], height)
    place_y = _column(places, height)
    start, end = (100, 0) if get_language_bidi() else (0, 100)
    swing = start + (BULGE if end > start else -BULGE)
    ties = [
        Tie(f"M{start} {person_y[node.name]} L{end} {place_y[place]}", _width(count))
        for node in nodes
        for place, count in node.places.items()
        if place in place_y
    ]
    pairs = {
        (min(node.name, other), max(node.name, other))
        for node in nodes
        for other in node.people
        if other in person_y and other != node.name
    }
    ties += [
        Tie(f"M{start} {person_y[one]} Q{swing} {(person_y[one] + person_y[two]) // 2} "
            f"{start} {person_y[two]}", 2)
        for one, two in sorted(pairs)
    ]  # fmt: skip
    field = RIGHT - LEFT
    return NetworkPicture(
        people=[
            DrawnPerson(
                node.name,
                person_y[node.name],
                person_y[node.name] + 5,
                ", ".join(node.people),
                sorted(node.places.items()),
            )
            for node in nodes
        ],
        places=[
            DrawnPlace(place, chr(65 + index % 26), place_y[place], place_y[place] + 5)
            for index, place in enumerate(places)
        ],
        ties=ties,
        height=height,
        person_x=across(LEFT),
        person_text_x=across(LEFT - 0.03),
        place_x=across(RIGHT),
        place_text_x=across(RIGHT + 0.04),
        field_x=across(RIGHT if get_language_bidi() else LEFT),
        field_width=f"{field * 100:.2f}%",
    )


def _column(names: Sequence[str], height: int) -> dict[str, int]:
    """Spread names evenly over the height."""
    step = (height - TOP) / max(len(names), 1)
    return {name: round(TOP + (index + 0.5) * step) for index, name in enumerate(names)}


def _width(count: int) -> float:
    return min(THICKEST, 1 + count)
