"""Zones, moments and participants for the property tests."""

from datetime import UTC, datetime, timedelta
from zoneinfo import available_timezones

from hypothesis import strategies as st

from collegium.domain.rhythm import Meeting, Participant

ZONES = tuple(sorted(zone for zone in available_timezones() if "/" in zone))
zones = st.sampled_from(ZONES)
moments = st.datetimes(
    min_value=datetime(2010, 1, 1),  # noqa: DTZ001 - hypothesis takes naive bounds
    max_value=datetime(2035, 1, 1),  # noqa: DTZ001 - as above
    timezones=st.just(UTC),
)


@st.composite
def participants(draw: st.DrawFn) -> Participant:
    first = draw(moments)
    second = draw(st.none() | st.integers(1, 70).map(lambda days: first + timedelta(days=days)))
    meetings = (Meeting("one", first), *([Meeting("two", second)] if second else []))
    zone = draw(zones)
    home = draw(st.just("") | zones)
    return Participant("ann", "c1", zone, first, second, meetings, home=home)
