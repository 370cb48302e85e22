from itertools import pairwise

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from collegium.ui.charts import (
    bar_picture,
    interval_picture,
    network_picture,
    slope_picture,
    trend_picture,
)
from collegium.ui.charts.axis import Axis, across
from collegium.ui.charts.slopes import APART, spread

numbers = st.floats(-1e6, 1e6)


def test_bars_start_at_zero_and_the_longest_is_whole() -> None:
    picture = bar_picture([("a", 2), ("b", 4)])
    assert [row.width for row in picture.rows] == ["50.00%", "100.00%"]
    assert bar_picture([("a", 2)], high=8).rows[0].width == "25.00%"


@pytest.mark.parametrize("rows", [[], [("a", 0.0)]])
def test_nothing_to_show_breaks_nothing(rows: list[tuple[str, float]]) -> None:
    assert all(row.width == "0.00%" for row in bar_picture(rows).rows)
    assert interval_picture([]).rows == []
    assert slope_picture([]).rows == []


@given(numbers, numbers, numbers)
def test_a_place_on_an_axis_never_leaves_it(one: float, two: float, value: float) -> None:
    assert 0 <= Axis(min(one, two), max(one, two)).share(value) <= 1


@given(st.floats(-1000, 1000), st.floats(0.01, 1000))
def test_ticks_are_few_and_on_the_axis(low: float, span: float) -> None:
    ticks = Axis(low, low + span).ticks()
    assert 2 <= len(ticks) <= 7
    assert all(low - 1e-6 <= tick <= low + span + 1e-6 for tick in ticks)


def test_ticks_are_round() -> None:
    assert Axis(0, 5).ticks() == [0, 1, 2, 3, 4, 5]
    assert Axis(-0.2, 2.3).ticks() == [0, 0.5, 1, 1.5, 2]


def test_reading_from_the_right_mirrors_the_picture() -> None:
    with translation.override("en"):
        assert across(0.25) == "25.00%"
    with translation.override("ar"):
        assert across(0.25) == "75.00%"


def test_an_interval_chart_shows_where_no_difference_is() -> None:
    picture = interval_picture([("a", 0.5, 0.25, 0.75), ("b", 0.0, -0.5, 0.5)])
    assert picture.zero_x is not None
    row = picture.rows[0]
    places = [float(x.rstrip("%")) for x in (row.low_x, row.value_x, row.high_x)]
    assert places == sorted(places)
    assert places[0] > float(picture.zero_x.rstrip("%"))
    assert interval_picture([("a", 3, 2, 4)], low=1, high=5).zero_x is None


def test_slopes_rise_with_their_values_and_have_letters() -> None:
    rows = slope_picture([("a", 1, 5), ("b", 3, 2)], low=1, high=5).rows
    assert [row.letter for row in rows] == ["A", "B"]
    assert rows[0].after_y < rows[0].before_y
    assert rows[1].after_y > rows[1].before_y


@given(st.lists(st.integers(0, 300), max_size=8))
def test_labels_keep_their_order_and_their_distance(places: list[int]) -> None:
    moved = spread(places)
    ordered = sorted(moved)
    assert all(b - a >= APART for a, b in pairwise(ordered))
    order = sorted(range(len(places)), key=places.__getitem__)
    assert [moved[index] for index in order] == ordered


def test_labels_with_room_stay_where_they_are() -> None:
    assert spread([10, 100, 60]) == [10, 100, 60]


def test_a_trend_leaves_a_gap_where_nothing_may_be_shown() -> None:
    picture = trend_picture([("1", 2.0), ("2", 3.0), ("3", None), ("4", 4.0)], low=1, high=5)
    assert [point.y is None for point in picture.points] == [False, False, True, False]
    assert len(picture.stretches) == 1
    first, second = (point.y for point in picture.points[:2])
    assert first is not None
    assert second is not None
    assert first > second  # higher values stand higher up
    assert trend_picture([]).points == []


def test_a_long_trend_names_its_first_and_last_time_alone() -> None:
    picture = trend_picture([(f"0{month}/01/2026", 3.0) for month in range(1, 6)])
    assert [point.is_named for point in picture.points] == [True, False, False, False, True]
    assert all(point.is_named for point in trend_picture([("1", 1.0), ("2", 2.0)]).points)


def test_a_network_ties_people_to_places_and_each_pair_once() -> None:
    rows = [("Ada", ["Bo"], {"Sales": 9}), ("Bo", ["Ada", "gone"], {}), ("Cy", [], {"Law": 1})]
    picture = network_picture(rows, ["Law", "Sales"])
    assert [(one.letter, one.name) for one in picture.places] == [("A", "Law"), ("B", "Sales")]
    assert [tie.width for tie in picture.ties] == [6, 2, 2]
    assert sum("Q" in tie.path for tie in picture.ties) == 1
    assert picture.people[0].places == [("Sales", 9)]
    assert network_picture([], []).ties == []


def test_a_network_read_from_the_right_starts_there() -> None:
    with translation.override("ar"):
        picture = network_picture([("Ada", [], {"Law": 1})], ["Law"])
    assert picture.ties[0].path.startswith("M100 ")
    assert float(picture.person_x.rstrip("%")) > float(picture.place_x.rstrip("%"))
