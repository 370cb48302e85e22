"""The shape of a group: pieces fill the row, and the figures count what is there."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from collegium.domain.composition.problem import Participant
from collegium.domain.composition.shape import ranges_of, shape_of, trait_of, wishes_of

VALUES = st.sampled_from(["", "Finance", "Sales", "R&D", "人事"])


def people(*departments: str) -> list[Participant]:
    return [
        Participant(str(at), categories={"department": name}) for at, name in enumerate(departments)
    ]


def test_people_who_are_alike_are_one_piece_and_the_unknown_come_last() -> None:
    trait = trait_of(people("Sales", "", "Finance", "Sales"), "department")
    assert [(piece.value, piece.count) for piece in trait.pieces] == [
        ("Sales", 2),
        ("Finance", 1),
        ("", 1),
    ]
    assert (trait.kinds, trait.known) == (2, 3)


@given(st.lists(VALUES, min_size=1, max_size=12))
def test_pieces_fill_the_row_and_their_widths_follow_their_counts(names: list[str]) -> None:
    pieces = trait_of(people(*names), "department").pieces
    assert pieces[0].start == 0
    assert pieces[-1].start + pieces[-1].width == pytest.approx(100, abs=0.2)
    assert sum(piece.count for piece in pieces) == len(names)
    for one, other in pairwise(pieces):
        assert one.start + one.width < other.start
        if one.value and other.value:
            assert one.width >= other.width


def test_what_nobody_has_is_left_out() -> None:
    shape = shape_of(people("Sales", "Finance"))
    assert [trait.name for trait in shape.traits] == ["department"]
    assert (shape.people, shape.wishes, shape.met_share) == (2, 0, 0)


def test_numbers_stand_between_the_ends_of_everybody() -> None:
    everybody = [Participant(str(years), numbers={"tenure": years}) for years in (0, 5, 10, 20)]
    everybody.append(Participant("x", numbers={"tenure": float("nan"), "level": 3}))
    ranges = ranges_of(everybody)
    assert ranges == {"tenure": (0, 20)}  # one level alone is nothing to compare
    (span,) = shape_of(everybody[1:3], ranges=ranges).spans
    assert (span.low, span.high, span.places) == (5, 10, (25, 50))


def test_a_wish_is_met_by_somebody_else_only() -> None:
    def one(name: str, strong: str, wants: str) -> Participant:
        return Participant(name, strengths=frozenset(strong), wants=frozenset(wants))

    assert wishes_of([one("a", "xy", "x"), one("b", "z", "y")]) == (2, 1)
    assert wishes_of([one("a", "x", "x"), one("b", "x", "z")]) == (2, 1)
