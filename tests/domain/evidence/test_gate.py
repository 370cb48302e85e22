"""The gate, examined by example and by somebody who subtracts."""

import random
from collections import Counter
from dataclasses import replace
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from collegium.domain.evidence import (
    SHARES,
    Cube,
    Figure,
    Published,
    Reason,
    Row,
    Scale,
    Threshold,
    Withheld,
    publish,
    publish_together,
)

USUAL = Threshold()
FIVE = Scale(1, 5)


def people(part: str, *group_sizes: int, value: float = 3.0) -> list[Row]:
    return [
        Row(f"{part}-{group}-{seat}", f"{part}-{group}", part, value)
        for group, size in enumerate(group_sizes)
        for seat in range(size)
    ]


def cube_of(*parts: list[Row]) -> Cube:
    rows = [row for part in parts for row in part]
    return Cube("confidence", tuple(rows), FIVE, tuple(sorted({row.part for row in rows})))


def reasons(published: Published) -> dict[str, Reason | None]:
    cells = {"": published.total, **dict(published.parts)}
    return {part: getattr(cell, "reason", None) for part, cell in cells.items()}


def test_enough_people_of_enough_groups_are_shown_rounded() -> None:
    rows = people("hr", 6, 6, 6, value=3.12)
    published = publish(cube_of(rows), threshold=USUAL)
    assert published.total == Figure(20, 3.1, 2.6, 3.6)
    assert published.parts == (("hr", Figure(20, 3.1)),)


def test_a_share_comes_in_steps_of_a_twentieth_and_stays_a_share() -> None:
    rows = people("hr", 5, 5, value=1) + people("hr2", 5, value=0)
    cube = Cube("took part", tuple(rows), SHARES)
    assert publish(cube, threshold=USUAL).total == Figure(15, 0.65, 0.0, 1.0)


@pytest.mark.parametrize(
    ("group_sizes", "reason"),
    [
        ((3, 3, 3), Reason.TOO_FEW_PEOPLE),
        ((8, 8), Reason.TOO_FEW_GROUPS),
        ((8, 4, 3), Reason.ONE_GROUP_PREVAILS),
        ((8, 4, 4), None),
        ((8, 8, 1), Reason.ONE_GROUP_PREVAILS),
        ((8, 7, 2), None),
        ((), Reason.TOO_FEW_PEOPLE),
    ],
)
def test_each_rule_has_its_reason(group_sizes: tuple[int, ...], reason: Reason | None) -> None:
    published = publish(Cube("safety", tuple(people("", *group_sizes)), FIVE), threshold=USUAL)
    assert reasons(published) == {"": reason}


def test_one_hidden_part_takes_the_next_smallest_with_it() -> None:
    cube = cube_of(people("it", 3, 3), people("hr", 4, 4, 4), people("sales", 6, 6, 6))
    assert reasons(publish(cube, threshold=USUAL)) == {
        "": None,
        "hr": Reason.PROTECTS_OTHERS,
        "it": Reason.TOO_FEW_PEOPLE,
        "sales": None,
    }


def test_hidden_parts_that_are_together_too_few_take_another_with_them() -> None:
    cube = cube_of(people("a", 2, 2), people("b", 3, 2), people("c", 4, 4, 4), people("d", 7, 7, 7))
    found = reasons(publish(cube, threshold=USUAL))
    assert found["c"] is Reason.PROTECTS_OTHERS
    assert found["d"] is None


def test_hidden_parts_that_protect_each_other_cost_no_further_one() -> None:
    cube = cube_of(people("a", 3, 3), people("b", 3, 3), people("c", 4, 4, 4))
    found = reasons(publish(cube, threshold=USUAL))
    assert found["c"] is None


def test_a_part_nobody_is_in_is_not_told_from_a_small_one() -> None:
    rows = people("hr", 4, 4, 4) + people("it", 4, 4, 4)
    published = publish(Cube("trust", tuple(rows), FIVE, ("hr", "it", "legal")), threshold=USUAL)
    assert reasons(published)["legal"] is Reason.TOO_FEW_PEOPLE
    assert reasons(published)["hr"] is Reason.PROTECTS_OTHERS


def test_without_a_total_there_are_no_parts() -> None:
    cube = cube_of(people("hr", 4, 4, 4), people("it", 40))
    found = reasons(publish(cube, threshold=USUAL))
    assert found[""] is Reason.ONE_GROUP_PREVAILS
    assert found["hr"] is Reason.PROTECTS_OTHERS


@pytest.mark.parametrize(
    ("value", "reason"),
    [(4.7, Reason.NEAR_THE_TOP), (4.5, None), (1.5, None), (1.3, Reason.NEAR_THE_BOTTOM)],
)
def test_a_mean_that_tells_what_each_answered_is_withheld(
    value: float, reason: Reason | None
) -> None:
    cube = cube_of(people("hr", 4, 4, 4, value=value))
    of_a_part = Reason.PROTECTS_OTHERS if reason else None
    assert reasons(publish(cube, threshold=USUAL)) == {"": reason, "hr": of_a_part}


def test_a_part_at_an_end_takes_all_with_it_so_that_nobody_knows_which_it_was() -> None:
    cube = cube_of(
        people("a", 4, 4, 4, value=4.9), people("b", 5, 5, 4), people("c", 7, 7, 7, value=2.0)
    )
    hidden = dict.fromkeys("abc", Reason.PROTECTS_OTHERS)
    assert reasons(publish(cube, threshold=USUAL)) == {"": None, **hidden}


def test_what_lies_beyond_the_scale_counts_as_its_end() -> None:
    rows = [*people("hr", 4, 4, 3), Row("one", "hr-0", "hr", 1_000_000.0)]
    total = publish(cube_of(rows), threshold=USUAL).total
    assert isinstance(total, Figure)
    assert total.mean == 3.2


def test_what_one_measure_hides_is_hidden_in_those_that_would_tell_it() -> None:
    before = cube_of(people("a", 4, 4, 4, value=4.9), people("b", 5, 5, 4), people("c", 9, 9, 9))
    after = replace(before, measure="after", rows=tuple(replace(r, value=3) for r in before.rows))
    first, second = publish_together((before, after), threshold=USUAL)
    hidden = dict.fromkeys("abc", Reason.PROTECTS_OTHERS)
    assert reasons(first) == reasons(second) == {"": None, **hidden}
    assert reasons(publish(after, threshold=USUAL))["a"] is None
    with pytest.raises(ValueError, match="same people"):
        publish_together((before, cube_of(people("a", 4, 4, 4))), threshold=USUAL)


def test_a_higher_threshold_is_kept_and_told() -> None:
    strict = Threshold(people=20, groups=5, share=0.3)
    published = publish(cube_of(people("hr", 5, 5, 5)), threshold=strict)
    assert published.total == Withheld(Reason.TOO_FEW_PEOPLE)
    assert published.threshold == strict


@pytest.mark.parametrize("lower", [{"people": 9}, {"groups": 2}, {"share": 0.6}, {"share": 0}])
def test_the_threshold_never_falls(lower: dict[str, int]) -> None:
    with pytest.raises(ValueError, match="never fall"):
        Threshold(**lower)


def test_a_cube_that_would_mislead_the_gate_is_refused() -> None:
    twice = people("hr", 4) + people("hr", 4)
    with pytest.raises(ValueError, match="counts once"):
        Cube("trust", tuple(twice), FIVE)
    with pytest.raises(ValueError, match="one of the parts"):
        Cube("trust", tuple(people("hr", 4)), FIVE, ("it",))
    with pytest.raises(ValueError, match="named once"):
        Cube("trust", (), FIVE, ("it", "it"))


def test_neither_rows_nor_values_show_in_a_traceback() -> None:
    cube = cube_of(people("hr", 4, value=4.75))
    assert "hr-0-1" not in repr(cube)
    assert "4.75" not in repr(cube.rows)


PARTS, GROUPS, SIZES = "abcdef", range(5), [0, 0, 1, 2, 3, 4, 9]


def cube_with(sizes: list[int]) -> Cube:
    """So many people of every group in every part; groups reach across parts."""
    places = [(part, group) for part in PARTS for group in GROUPS]
    seats = [place for place, size in zip(places, sizes, strict=True) for _ in range(size)]
    rows = tuple(Row(seat, group, part, 3.0) for seat, (part, group) in enumerate(seats))
    return Cube("trust", rows, FIVE, tuple(PARTS))


cubes = st.lists(
    st.sampled_from(SIZES),
    min_size=len(PARTS) * len(GROUPS),
    max_size=len(PARTS) * len(GROUPS),
).map(cube_with)


def derivable(cube: Cube, published: Published) -> list[list[Row]]:
    """Everybody whose figure follows from adding and subtracting what was published."""
    by_part = {part: [row for row in cube.rows if row.part == part] for part in cube.parts}
    seen = [part for part, cell in published.parts if isinstance(cell, Figure)]
    chosen = [set(some) for size in range(len(seen) + 1) for some in combinations(seen, size)]
    sums = [[row for part in some for row in by_part[part]] for some in chosen if some]
    if isinstance(published.total, Figure):
        sums += [[row for row in cube.rows if row.part not in some] for some in chosen]
    return [rows for rows in sums if rows]


def breaks(rows: list[Row], threshold: Threshold) -> bool:
    """The rule once more, written apart from the gate."""
    sizes = Counter(row.group for row in rows).values()
    too_few = sum(sizes) < threshold.people or len(sizes) < threshold.groups
    return too_few or any(size / sum(sizes) > threshold.share for size in sizes)


@given(cubes, st.sampled_from([USUAL, Threshold(people=15, groups=4, share=0.4)]))
def test_nothing_under_the_threshold_follows_by_subtraction(
    cube: Cube, threshold: Threshold
) -> None:
    published = publish(cube, threshold=threshold)
    assert not [rows for rows in derivable(cube, published) if breaks(rows, threshold)]


@given(cubes)
def test_a_part_without_anybody_is_never_the_only_one_hidden(cube: Cube) -> None:
    published = publish(cube, threshold=USUAL)
    hidden = [part for part, cell in published.parts if isinstance(cell, Withheld)]
    assert len(hidden) != 1


@given(cubes)
def test_counts_are_rounded_and_every_part_has_its_cell(cube: Cube) -> None:
    published = publish(cube, threshold=USUAL)
    assert tuple(part for part, _ in published.parts) == cube.parts
    figures = [cell for _, cell in published.parts if isinstance(cell, Figure)]
    assert all(cell.people % 5 == 0 and cell.people >= 10 for cell in figures)


def test_the_attacker_finds_the_hole_in_a_gate_without_the_rule_for_the_rest() -> None:
    cube = cube_of(people("hr", 4, 4, 4), people("it", 3, 3), people("ops", 6, 6, 6))
    shown = Figure(10, 3.0, 3.0, 3.0)
    careless = Published(
        "trust",
        FIVE,
        shown,
        (("hr", shown), ("it", Withheld(Reason.TOO_FEW_PEOPLE)), ("ops", shown)),
        USUAL,
    )
    assert any(breaks(rows, USUAL) for rows in derivable(cube, careless))


def test_the_generated_cubes_hide_some_parts_and_show_others() -> None:
    chance = random.Random(1)
    kinds = set()
    for _ in range(50):
        cube = cube_with([chance.choice(SIZES) for _ in PARTS for _ in GROUPS])
        kinds.add(frozenset(type(cell) for _, cell in publish(cube, threshold=USUAL).parts))
    assert kinds >= {frozenset({Figure}), frozenset({Figure, Withheld})}


def test_what_follows_from_two_figures_hides_the_one_that_tells_it() -> None:
    change = cube_of(people("a", 4, 4, 4, value=2.5), people("b", 5, 5, 5, value=2.5))
    rows = tuple(replace(row, value=1.1) for row in change.rows)
    then = replace(change, measure="then", rows=rows, shown=False)
    [published] = publish_together((change, then), threshold=USUAL)
    assert published.measure == change.measure
    assert set(reasons(published).values()) == {Reason.PROTECTS_OTHERS}
    assert reasons(publish(change, threshold=USUAL)) == {"": None, "a": None, "b": None}


@pytest.mark.parametrize(("who", "hidden"), [(9, True), (10, False), (1, True), (0, True)])
def test_a_figure_rests_on_enough_of_those_who_have_something_to_tell(
    who: int, *, hidden: bool
) -> None:
    rows = [replace(row, part="") for row in people("", 7, 7, 7)]
    some = sorted(rows, key=lambda row: str(row.person)[-1])[:who]
    everybody = Cube("attempts", tuple(rows), FIVE)
    those = Cube("attempts of some", tuple(some), FIVE, shown=False)
    [published] = publish_together((everybody, those), threshold=USUAL)
    assert isinstance(published.total, Withheld) is hidden
