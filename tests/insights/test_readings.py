"""A sentence says what the numbers carry, and no percentage of a few people."""

import pytest

from collegium.domain.evidence import Figure, Reason
from collegium.insights.measures import Measure
from collegium.insights.queries.report import Line
from collegium.insights.readings import reading


def of(measure: Measure, *ends: float, left_out: int = 0) -> str:
    mean, low, high = ends
    return reading(Line(measure, "", Figure(20, mean, low, high), editions=1, left_out=left_out))


@pytest.mark.parametrize(
    ("measure", "ends", "said"),
    [
        (Measure.LOGGED, (7.5, 6, 9), "About 7.5 of ten people; likely between 6 and 9."),
        (Measure.LOGGED, (5, 1, 9), "with so few it may be anything between 1 and 9 of ten"),
        (Measure.ATTEMPTS, (3.2, 2, 4.4), "On average 3.2; likely between 2 and 4.4."),
        (Measure.CHANGE, (22, 15, 29), "surer by 22 points"),
        (Measure.CHANGE, (-9, -15, -3), "less sure"),
        (Measure.CHANGE, (4, -3, 11), "Too few to tell"),
        (Measure.CHANGE_THEN, (3, 0, 6), "Too few to tell"),
        (Measure.COMPETENCE_CHANGE, (0.6, 0.2, 1), "the answers moved by 0.6 points"),
        (Measure.COMPETENCE_CHANGE, (0.1, -0.2, 0.4), "Too few to tell"),
    ],
)
def test_a_figure_is_read_as_far_as_it_carries(
    measure: Measure, ends: tuple[float, float, float], said: str
) -> None:
    text = of(measure, *ends)
    assert said in text
    assert "%" not in text.replace("95 % interval", "")


@pytest.mark.parametrize(
    ("measure", "reason", "said"),
    [
        (Measure.SESSION_ONE, Reason.NEAR_THE_TOP, "Nearly everybody"),
        (Measure.SESSION_ONE, Reason.NEAR_THE_BOTTOM, "Hardly anybody"),
        (Measure.AFTER, Reason.NEAR_THE_TOP, "No figure: nearly everybody at the top"),
        (Measure.AFTER, None, "No figure: not published yet."),
    ],
)
def test_without_a_figure_it_says_why(measure: Measure, reason: Reason | None, said: str) -> None:
    assert said in reading(Line(measure, "", None, reason))


def test_what_is_not_in_a_figure_is_told() -> None:
    assert "Of 2 months, 1 could not be shown" in of(Measure.ATTEMPTS, 3, 2, 4, left_out=1)
