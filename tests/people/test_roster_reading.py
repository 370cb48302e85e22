"""A table becomes people with managers; every mistake is named with row, column and cell."""

from hypothesis import given
from hypothesis import strategies as st

from collegium.people.roster import (
    Code,
    Particulars,
    Reading,
    guess_columns,
    read_people,
    read_table,
)
from collegium.people.roster.reporting import levels, loops


def read(*lines: str) -> Reading:
    table = read_table("\n".join(lines).encode())
    return read_people(table, guess_columns(table))


def problems(*lines: str) -> list[tuple[int, str, Code]]:
    return [(p.row, p.column, p.code) for p in read(*lines).problems.shown]


def managers(reading: Reading) -> dict[str, str]:
    assert not reading.problems
    return {p.particulars.email: p.particulars.manager for p in reading.people}


TREE = {"a@x.org": "", "b@x.org": "a@x.org", "c@x.org": "b@x.org"}


def test_managers_by_number_address_and_name() -> None:
    people = ("1,Ada Ash,a@x.org,", "2,Ben Birk,b@x.org,{}", "3,Cid Cole,c@x.org,{}")
    for first, second in (("1", "2"), ("A@x.org", "b@x.org"), ("ada ash", '"Birk, Ben"')):
        filled = (people[0], people[1].format(first), people[2].format(second))
        assert managers(read("Number,Name,Email,Manager", *filled)) == TREE


def test_levels_come_from_the_tree_unless_the_file_has_them() -> None:
    head = "Name,Email,Manager"
    people = ("Ada,a@x.org,", "Ben,b@x.org,Ada", "Cid,c@x.org,Ben")
    assert [p.particulars.level for p in read(head, *people).people] == [1, 2, 3]
    graded = read(head + ",Level", *(f"{line},L{9 - i}" for i, line in enumerate(people)))
    assert [p.particulars.level for p in graded.people] == [9, 8, 7]


def test_history_is_left_out_and_old_numbers_lead_to_the_same_person() -> None:
    reading = read(
        "EmployeeKey,Name,Email,ParentEmployeeKey,Status",
        "1,Ada,a@x.org,NULL,NULL",
        "2,Ada,a@x.org,NULL,Current",
        "3,Ben,b@x.org,1,Current",
        "4,Cid,c@x.org,3,Current",
    )
    assert managers(reading) == TREE
    assert reading.left_out == 1


def test_a_new_address_is_still_the_same_person_by_the_other_systems_key() -> None:
    reading = read(
        "EmployeeKey,NationalID,Name,Email,ParentEmployeeKey,Status",
        "1,77,Ada,ada.maiden@x.org,,Former",
        "2,77,Ada,a@x.org,,Current",
        "3,78,Ben,b@x.org,1,Current",
    )
    assert managers(reading) == {"a@x.org": "", "b@x.org": "a@x.org"}


def test_a_manager_who_left_is_not_simply_unknown() -> None:
    assert problems(
        "ID,Name,Email,Manager ID,Status",
        "1,Ada,a@x.org,,Former",
        "2,Ben,b@x.org,1,Current",
        "3,Cid,c@x.org,9,Current",
    ) == [(3, "Manager ID", Code.MANAGER_LEFT), (4, "Manager ID", Code.UNKNOWN_MANAGER)]


def test_two_people_of_one_name_cannot_be_told_apart() -> None:
    assert problems(
        "Name,Email,Manager",
        "Ada,a@x.org,",
        "Ada,b@x.org,",
        "Cid,c@x.org,Ada",
    ) == [(4, "Manager", Code.AMBIGUOUS_MANAGER)]


def test_a_loop_is_told_once_with_everybody_in_it() -> None:
    reading = read(
        "Name,Email,Boss",
        "Ada,a@x.org,Cid",
        "Ben,b@x.org,Ada",
        "Cid,c@x.org,Ben",
        "Dot,d@x.org,Cid",
        "Eve,e@x.org,Eve",
    )
    first, second = reading.problems.shown
    assert (first.row, first.code, first.column) == (2, Code.MANAGER_LOOP, "Boss")
    assert first.data == {"rows": "2, 4, 3", "names": "Ada → Cid → Ben → Ada"}
    assert (second.row, second.data["rows"]) == (6, "6")
    assert reading.people[3].particulars.level is None


def test_every_row_is_checked_and_every_mistake_named() -> None:
    assert problems(
        "Number,Name,Email,Country,Time zone,Languages,Hire date,Level",
        "1,,a@x.org,DE,Europe/Berlin,de,31/12/2020,1",
        "2,Ben,,Atlantis,Mars/Base,de,31/02/2020,2",
        "2,Cid,not an address,DE,Europe/Berlin,Klingon,12/12/2020,high",
        "4,Dot,A@X.org,DE,Europe/Berlin,en,12/12/2020,3",
    ) == [
        (2, "Name", Code.MISSING_NAME),
        (3, "Email", Code.MISSING_EMAIL),
        (3, "Country", Code.UNKNOWN_COUNTRY),
        (3, "Time zone", Code.BAD_TIME_ZONE),
        (3, "Hire date", Code.IMPOSSIBLE_DATE),
        (4, "Email", Code.BAD_EMAIL),
        (4, "Level", Code.BAD_LEVEL),
        (4, "Languages", Code.UNKNOWN_LANGUAGE),
        (4, "Number", Code.DUPLICATE_NUMBER),
        (5, "Email", Code.DUPLICATE_ADDRESS),
    ]


def test_problems_are_capped_but_counted() -> None:
    found = read("Name,Email", *("Ada,nowhere" for _ in range(500))).problems
    assert (len(found.shown), found.total) == (200, 500)


def test_lists_genders_and_names_with_commas() -> None:
    reading = read(
        "Name,Email,Gender,Strengths,Wants to learn",
        '"Ash, Ada",Ada <ADA@x.org>,W,"listening; planning, listening",n/a',
    )
    it = reading.people[0].particulars
    assert (it.name, it.email, it.gender) == ("Ada Ash", "ada@x.org", "female")
    assert (it.strengths, it.wants) == (("listening", "planning"), ())


def test_names_that_look_like_nothing_and_letters_beyond_ascii() -> None:
    reading = read("First name,Last name,Email", "Na,Null,na@x.org", "NULL,Šimić,josé1@x.org")
    assert not reading.problems
    assert [p.particulars.name for p in reading.people] == ["Na Null", "Šimić"]


def test_texts_that_are_too_long_are_named_not_cut() -> None:
    assert problems("Name,Email,Department", f"Ada,a@x.org,{'x' * 201}") == [
        (2, "Department", Code.TOO_LONG)
    ]


@st.composite
def lines(draw: st.DrawFn) -> list[int | None]:
    size = draw(st.integers(1, 30))
    return draw(
        st.lists(st.none() | st.integers(0, size - 1), min_size=size, max_size=size),
    )


@given(lines())
def test_loops_are_exactly_where_going_up_never_ends(up: list[int | None]) -> None:
    inside = {place for ring in loops(up) for place in ring}
    assert len(inside) == sum(len(ring) for ring in loops(up))
    for start in range(len(up)):
        here: int | None = up[start]
        for _ in range(len(up)):
            if here is None or here == start:
                break
            here = up[here]
        assert (here == start) == (start in inside)


@given(lines())
def test_everybody_stands_one_below_their_manager(up: list[int | None]) -> None:
    found = levels(up)
    for place, above in enumerate(up):
        if above is None:
            assert found[place] == 1
        else:
            upper = found[above]
            assert found[place] == (None if upper is None else upper + 1)


def test_managers_may_stand_on_the_roster_already() -> None:
    table = read_table(b"Name,Email,Manager\nBen,b@x.org,Ada\nCid,c@x.org,b@x.org\n")
    others = [
        Particulars("Ada", "a@x.org", manager="c@x.org"),
        Particulars("Old Cid", "c@x.org"),
    ]
    reading = read_people(table, guess_columns(table), others)
    assert [p.particulars.manager for p in reading.people] == ["a@x.org", "b@x.org"]
    (loop,) = reading.problems.shown
    assert (loop.code, loop.data["names"]) == (Code.MANAGER_LOOP, "Ben → Ada → Cid → Ben")
