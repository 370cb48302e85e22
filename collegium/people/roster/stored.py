"""Reading instructions as they are kept between two pages."""

from collections.abc import Mapping
from typing import TypedDict

from collegium.people.roster.columns import Columns
from collegium.people.roster.dates import DateOrder
from collegium.people.roster.fields import Field


class Stored(TypedDict):
    """JSON: columns by field, the marks of a current row, the date order, what rows leave open."""

    columns: dict[str, int]
    current_values: list[str]
    date_order: str
    time_zone: str
    languages: list[str]
    partial: bool


def to_stored(
    columns: Columns, *, time_zone: str, languages: list[str], partial: bool = False
) -> Stored:
    """What `from_stored` understands, with the answers for rows that say nothing."""
    return {
        "columns": {name.value: index for name, index in columns.index.items()},
        "current_values": sorted(columns.current_values),
        "date_order": columns.date_order.value,
        "time_zone": time_zone,
        "languages": languages,
        "partial": partial,
    }


def from_stored(stored: Stored) -> Columns:
    """The instructions again."""
    index: Mapping[Field, int] = {Field(name): i for name, i in stored["columns"].items()}
    return Columns(index, frozenset(stored["current_values"]), DateOrder(stored["date_order"]))
