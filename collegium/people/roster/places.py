"""Time zones and countries as rosters write them."""

from functools import cache
from importlib.resources import files
from zoneinfo import available_timezones

from collegium.people.roster.cells import plain
from collegium.people.roster.country_names import COUNTRY_NAMES


def time_zone(text: str) -> str | None:
    """The IANA name for a cell: the name in any case, or a city that only one zone is called by."""
    return _zones().get(text.replace(" ", "_").casefold())


def country(text: str) -> str | None:
    """The ISO 3166 code of a country written as a code or as an English or German name."""
    return _countries().get(plain(text))


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
    table = (files("tzdata") / "zoneinfo" / "iso3166.tab").read_text(encoding="utf-8")
    rows = [line.split("\t") for line in table.splitlines() if line[:1] not in {"#", ""}]
    found = {plain(name): code for code, name in rows}
    found |= {plain(code): code for code, _ in rows}
    for line in COUNTRY_NAMES.splitlines():
        code, *names = line.split(" | ")
        found |= {plain(name): code for name in names}
    return found
