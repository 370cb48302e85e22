import pytest
from hypothesis import given
from hypothesis import strategies as st

from collegium.domain.evidence.student import SERIES_UP_TO, normal_quantile, t_quantile

# Upper percentage points as printed in NIST/SEMATECH e-Handbook, 1.3.6.7.2, to 4 digits.
PUBLISHED = [
    (0.975, 1, 12.7062),
    (0.975, 2, 4.3027),
    (0.975, 3, 3.1824),
    (0.975, 4, 2.7764),
    (0.975, 5, 2.5706),
    (0.975, 10, 2.2281),
    (0.975, 20, 2.0860),
    (0.975, 30, 2.0423),
    (0.975, 60, 2.0003),
    (0.975, 120, 1.9799),
    (0.95, 1, 6.3138),
    (0.95, 10, 1.8125),
    (0.95, 120, 1.6577),
    (0.995, 2, 9.9248),
    (0.995, 5, 4.0321),
    (0.995, 30, 2.7500),
    (0.975, 1_000, 1.9623),
    (0.975, 1_000_000, 1.9600),
]


@pytest.mark.parametrize(("probability", "freedom", "expected"), PUBLISHED)
def test_it_agrees_with_the_published_table(
    probability: float, freedom: int, expected: float
) -> None:
    assert t_quantile(probability, freedom) == pytest.approx(expected, abs=0.00005)


@given(st.floats(0.51, 0.999), st.integers(1, 500))
def test_it_is_symmetric_and_wider_than_the_normal(probability: float, freedom: int) -> None:
    t = t_quantile(probability, freedom)
    assert t_quantile(1 - probability, freedom) == pytest.approx(-t)
    assert t >= normal_quantile(probability)


@pytest.mark.parametrize("probability", [0.9, 0.975, 0.999])
def test_the_series_and_the_expansion_meet(probability: float) -> None:
    series = t_quantile(probability, SERIES_UP_TO)
    expansion = t_quantile(probability, SERIES_UP_TO + 1)
    assert 0 < series - expansion < 0.0003


@pytest.mark.parametrize(("probability", "freedom"), [(0.975, 0), (0, 5), (1, 5)])
def test_it_refuses_what_has_no_answer(probability: float, freedom: int) -> None:
    with pytest.raises(ValueError, match=r"t distribution|probability"):
        t_quantile(probability, freedom)
