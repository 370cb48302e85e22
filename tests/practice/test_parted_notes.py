"""Whose the paragraphs of a shared note are."""

import pytest

from collegium.practice.queries.own_words import own_part, without_part

ME, OTHER = "Ada King", "Grace Murray"


@pytest.mark.parametrize("earlier", ["Grace Hopper", "Margaret Murray"])
@pytest.mark.parametrize("begins", [False, True])
def test_what_the_other_wrote_under_an_earlier_name_is_not_mine(earlier: str, begins: bool) -> None:
    note = f"{ME}: We met\n\nWith Grace: at noon\n\n{earlier}: I was late\n\nand left early"
    mine = f"{ME}: We met\n\nWith Grace: at noon"
    assert own_part(note, ME, [OTHER], begins=begins) == mine
    theirs = f"{earlier}: I was late\n\nand left early"
    assert without_part(note, ME, [OTHER], begins=begins) == theirs
    assert own_part(theirs, ME, [OTHER], begins=begins) == ""


def test_the_same_paragraph_by_both_stays_where_the_other_wrote_it() -> None:
    theirs = f"{OTHER}: First\n\nAgreed\n\nand one thing more"
    note = f"{theirs}\n\n{ME}: Second\n\nAgreed"
    assert without_part(note, ME, [OTHER], begins=False) == theirs


def test_what_begins_without_a_known_name_is_by_whoever_began() -> None:
    note = f"Augusta Byron: We met\n\n{OTHER}: I was late"
    assert own_part(note, ME, [OTHER], begins=True) == "Augusta Byron: We met"
    assert own_part(note, ME, [OTHER], begins=False) == ""
