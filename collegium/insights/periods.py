"""Months, as an organisation counts them."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Self
from zoneinfo import ZoneInfo


@dataclass(frozen=True, slots=True, order=True)
class Month:
    """A calendar month in a zone."""

    first: date
    zone: str

    @classmethod
    def of(cls, moment: datetime, zone: str) -> Self:
        """The month that a moment is in."""
        return cls(moment.astimezone(ZoneInfo(zone)).date().replace(day=1), zone)

    @property
    def before(self) -> Self:
        """The one before it."""
        return type(self)((self.first - timedelta(days=1)).replace(day=1), self.zone)

    @property
    def after(self) -> Self:
        """The one after it."""
        return type(self)((self.first + timedelta(days=31)).replace(day=1), self.zone)

    @property
    def ends_at(self) -> datetime:
        """When the next one begins."""
        return datetime.combine(self.after.first, time(0), ZoneInfo(self.zone))
