"""Weekends and public holidays by country, as the `holidays` package knows them.

Loaded by the first question, because the package takes a while.
"""

from dataclasses import dataclass
from datetime import date
from functools import cache

USUAL_WEEKEND = frozenset({5, 6})


@cache
def weekend(country: str) -> frozenset[int]:
    """The weekdays (0 is Monday) on which people of a country (ISO 3166-1) usually rest."""
    known = _calendar(country, 2026)
    return known[0] if known else USUAL_WEEKEND


@dataclass(frozen=True, slots=True)
class Holidays:
    """All holidays of a country, in whatever year; to be asked whether a day is among them."""

    country: str

    def __contains__(self, day: object) -> bool:
        if not isinstance(day, date):
            return False
        known = _calendar(self.country, day.year)
        return known is not None and day in known[1]


@cache
def public_holidays(country: str, years: tuple[int, ...]) -> frozenset[date]:
    """The holidays of the whole country in some years; none where the country is not known."""
    known = [_calendar(country, year) for year in years]
    return frozenset(day for one in known if one for day in one[1])


@cache
def _calendar(country: str, year: int) -> tuple[frozenset[int], frozenset[date]] | None:
    if not country:
        return None
    import holidays  # noqa: PLC0415 - most processes never ask

    try:
        found = holidays.country_holidays(country, years=year)
    except NotImplementedError:
        return None
    return frozenset(found.weekend), frozenset(found)
