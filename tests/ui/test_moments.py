from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone, translation
from django.utils.html import strip_tags

from collegium.ui.moments import day_tag, time_tag, zone_words

MOMENT = datetime(2024, 1, 9, 23, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("zone", "language", "style", "words"),
    [
        ("Europe/Berlin", "en", "full", "Wed 10 January 2024, 00:30 (Berlin)"),
        ("Europe/Berlin", "de", "full", "Mi, 10. Januar 2024, 00:30 (Berlin)"),
        ("Europe/Berlin", "en", "short", "10 Jan, 00:30 (Berlin)"),
        ("Europe/Berlin", "en", "time", "00:30 (Berlin)"),
        ("America/Argentina/Buenos_Aires", "en", "time", "20:30 (Buenos Aires)"),
        ("UTC", "en", "time", "23:30 (UTC)"),
    ],
)
def test_a_moment_is_said_in_the_readers_zone_and_language(
    zone: str, language: str, style: str, words: str
) -> None:
    with timezone.override(ZoneInfo(zone)), translation.override(language):
        assert strip_tags(time_tag(MOMENT, style)) == words


def test_the_year_is_left_out_while_it_is_the_current_one() -> None:
    today = timezone.localdate()
    assert str(today.year) not in strip_tags(day_tag(today))
    assert "2001" in strip_tags(day_tag(date(2001, 5, 4)))


def test_machines_can_read_the_moment() -> None:
    with timezone.override(ZoneInfo("Asia/Kolkata")):
        assert 'datetime="2024-01-10T05:00+05:30"' in time_tag(MOMENT)
        assert 'datetime="2024-01-10"' in day_tag(MOMENT)


def test_a_day_stays_the_day_it_is_in_every_zone() -> None:
    with timezone.override(ZoneInfo("Pacific/Auckland")):
        assert 'datetime="2024-01-09"' in day_tag(date(2024, 1, 9))


def test_nothing_is_said_of_no_moment() -> None:
    assert time_tag(None) == day_tag(None) == ""


def test_a_zone_without_a_city_is_said_by_its_abbreviation() -> None:
    assert zone_words(MOMENT.astimezone(ZoneInfo("Etc/GMT-3"))) == "+03"
    assert zone_words(MOMENT) == "UTC"
