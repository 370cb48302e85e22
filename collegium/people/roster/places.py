"""Time zones and countries as rosters write them."""

from datetime import datetime
from functools import cache
from importlib.resources import files
from zoneinfo import ZoneInfo, available_timezones

from collegium.people.roster.cells import plain
from collegium.people.roster.country_names import COUNTRY_NAMES

_SUMMER_AND_WINTER = (datetime(2026, 1, 15, 12), datetime(2026, 7, 15, 12))  # noqa: DTZ001 - any zone's noon


def time_zone(text: str) -> str | None:
    """The IANA name for a cell: the name in any case, or a city that only one zone is called by."""
    return _zones().get(text.replace(" ", "_").casefold())


def country(text: str) -> str | None:
    """The ISO 3166 code of a country written as a code or as an English or German name."""
    return _countries().get(plain(text))


@cache
def zone_of(code: str) -> str | None:
    """The time zone of a country all of whose clocks agree."""
    zones = _zones_by_country().get(code, [])
    clocks = {
        tuple(day.replace(tzinfo=ZoneInfo(zone)).utcoffset() for day in _SUMMER_AND_WINTER)
        for zone in zones
    }
    return zones[0] if len(clocks) == 1 else None


@cache
def zone_names() -> tuple[str, ...]:
    """Every zone that is named after a place, and UTC: what people choose from."""
    listed = {zone for zones in _zones_by_country().values() for zone in zones}
    return tuple(sorted((listed & available_timezones()) | {"UTC"}))


def _table(name: str) -> list[list[str]]:
    text = (files("tzdata") / "zoneinfo" / name).read_text(encoding="utf-8")
    return [line.split("\t") for line in text.splitlines() if line[:1] not in {"#", ""}]


@cache
def _zones_by_country() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for code, _, zone, *_ in _table("zone.tab"):
        found.setdefault(code, []).append(zone)
    return found


@cache
def _zones() -> dict[str, str]:
    found: dict[str, str] = {}
    cities: dict[str, list[str]] = {}
    for name in sorted(available_timezones()):
        found[name.casefold()] = name
        area, _, city = name.rpartition("/")
        if area and not area.startswith(("Etc", "posix", "right", "US")):
            cities.setdefault(city.casefold(), []).append(name)
    for city, names in cities.items():
        if len(names) == 1:
            found.setdefault(city, names[0])
    return found


@cache
def _countries() -> dict[str, str]:
    rows = _table("iso3166.tab")
    found = {plain(name): code for code, name in rows}
    found |= {plain(code): code for code, _ in rows}
    for line in COUNTRY_NAMES.splitlines():
        code, *names = line.split(" | ")
        found |= {plain(name): code for name in names}
    return found
