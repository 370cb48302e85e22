"""Times and days as a reader sees them: their zone, their language, the zone said in words."""

from datetime import date, datetime

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import pgettext


def _day_pattern(day: date) -> str:
    if day.year == timezone.localdate().year:
        return pgettext("date pattern: weekday, day, month", "D j F")
    return pgettext("date pattern: weekday, day, month, year", "D j F Y")


def _short_day_pattern() -> str:
    return pgettext("date pattern: day, short month", "j M")


def _time_pattern() -> str:
    return pgettext("time pattern: hours and minutes", "H:i")


def zone_words(moment: datetime) -> str:
    """Name the zone of an aware moment: its city ("Berlin"), else its abbreviation ("UTC")."""
    key = str(getattr(moment.tzinfo, "key", ""))
    if "/" in key and not key.startswith("Etc/"):
        return key.rsplit("/", 1)[1].replace("_", " ")
    return moment.tzname() or key


def _words(moment: datetime, style: str) -> str:
    clock = date_format(moment, _time_pattern())
    if style == "time":
        return clock
    pattern = _short_day_pattern() if style == "short" else _day_pattern(moment.date())
    return f"{date_format(moment, pattern)}, {clock}"


def time_tag(moment: datetime | None, style: str = "full") -> SafeString:
    """A `<time>` in the current zone. Styles: full, short (no weekday), time (clock only)."""
    if moment is None:
        return SafeString("")
    local = timezone.localtime(moment)
    return format_html(
        '<time datetime="{}">{} <span class="zone">({})</span></time>',
        local.isoformat(timespec="minutes"),
        _words(local, style),
        zone_words(local),
    )


def day_tag(day: date | None, style: str = "full") -> SafeString:
    """A `<time>` for a day; a moment becomes the day it is in the current zone."""
    if day is None:
        return SafeString("")
    if isinstance(day, datetime):
        day = timezone.localtime(day).date()
    pattern = _short_day_pattern() if style == "short" else _day_pattern(day)
    return format_html('<time datetime="{}">{}</time>', day.isoformat(), date_format(day, pattern))
