"""When the pages before and after a cycle are open, and when people are asked."""

from datetime import UTC, datetime, timedelta

import pytest

from collegium.domain.evidence.items import CycleTimes, Moment, asked_now, is_due

ONE = datetime(2026, 3, 4, 9, tzinfo=UTC)
TWO = ONE + timedelta(days=28)
DAY = timedelta(days=1)
PLANNED = CycleTimes(one_at=ONE)
HELD = CycleTimes(one_at=ONE, one_ended=ONE)
RUNS = CycleTimes(one_at=ONE, one_ended=ONE, two_opened=TWO)
OVER = CycleTimes(one_at=ONE, one_ended=ONE, two_opened=TWO, two_ended=TWO)


@pytest.mark.parametrize(
    ("times", "now", "moment"),
    [
        (CycleTimes(), ONE, Moment.BEFORE),
        (PLANNED, ONE - 90 * DAY, Moment.BEFORE),
        (HELD, ONE + 7 * DAY, Moment.BEFORE),
        (HELD, ONE + 8 * DAY, None),
        (RUNS, TWO, Moment.AFTER),
        (OVER, TWO + 14 * DAY, Moment.AFTER),
        (OVER, TWO + 15 * DAY, None),
    ],
)
def test_a_page_is_open_until_it_is_frozen(
    times: CycleTimes, now: datetime, moment: Moment | None
) -> None:
    assert asked_now(times, now=now) is moment


@pytest.mark.parametrize(
    ("times", "now", "due"),
    [
        (CycleTimes(), ONE, False),
        (PLANNED, ONE - 8 * DAY, False),
        (PLANNED, ONE - 7 * DAY, True),
        (HELD, ONE + 7 * DAY, True),
        (HELD, ONE + 8 * DAY, False),
        (RUNS, TWO, False),  # the session has the floor
        (OVER, TWO + DAY, True),
        (OVER, TWO + 15 * DAY, False),
    ],
)
def test_people_are_asked_near_the_sessions(times: CycleTimes, now: datetime, due: bool) -> None:
    found = is_due(times, now=now)
    assert (found is not None) is due
    assert found is None or found[0] <= now <= found[1]
