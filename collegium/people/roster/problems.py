"""What can be wrong with a roster, as codes and data; the page finds the words.

A file nobody can read raises `Unreadable`. A file that reads but has mistakes in it yields one
`Problem` each, with the row as a spreadsheet counts it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field as dataclass_field
from enum import StrEnum

from collegium.people.roster.fields import Field


class Fault(StrEnum):
    """Why a whole file cannot be read."""

    EMPTY = "empty"
    TOO_LARGE = "too_large"
    UNPACKS_TOO_LARGE = "unpacks_too_large"
    TOO_MANY_ROWS = "too_many_rows"
    NOT_A_TABLE = "not_a_table"
    OLD_OR_LOCKED_WORKBOOK = "old_or_locked_workbook"
    DAMAGED_WORKBOOK = "damaged_workbook"
    OPEN_QUOTE = "open_quote"
    NO_ROWS = "no_rows"


class Unreadable(ValueError):  # noqa: N818 - it says what the file is
    """The file cannot become a table; `fault` says why, `data` holds numbers for the text."""

    def __init__(self, fault: Fault, **data: int) -> None:
        super().__init__(fault.value)
        self.fault = fault
        self.data = data


class Code(StrEnum):
    """What is wrong with one row."""

    MISSING_NAME = "missing_name"
    MISSING_EMAIL = "missing_email"
    BAD_EMAIL = "bad_email"
    DUPLICATE_ADDRESS = "duplicate_address"
    DUPLICATE_NUMBER = "duplicate_number"
    UNKNOWN_MANAGER = "unknown_manager"
    MANAGER_LEFT = "manager_left"
    AMBIGUOUS_MANAGER = "ambiguous_manager"
    MANAGER_LOOP = "manager_loop"
    IMPOSSIBLE_DATE = "impossible_date"
    BAD_TIME_ZONE = "bad_time_zone"
    UNKNOWN_LANGUAGE = "unknown_language"
    UNKNOWN_COUNTRY = "unknown_country"
    BAD_LEVEL = "bad_level"
    TOO_LONG = "too_long"
    TWO_PEOPLE = "two_people"
    ADDRESS_TAKEN = "address_taken"


@dataclass(frozen=True, slots=True)
class Problem:
    """One mistake: spreadsheet row (1 is the first), the column's heading, the cell, the code."""

    row: int
    field: Field
    code: Code
    value: str = ""
    column: str = ""
    data: Mapping[str, str | int] = dataclass_field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Problems:
    """The first `limit` problems in the order of the rows, and how many there are in all."""

    shown: tuple[Problem, ...] = ()
    total: int = 0

    @classmethod
    def of(cls, found: list[Problem], *, limit: int = 200) -> "Problems":
        """Sort by row and cut to what a person can read; nothing is left uncounted."""
        ordered = sorted(found, key=lambda problem: problem.row)
        return cls(tuple(ordered[:limit]), len(ordered))

    def __add__(self, other: "Problems") -> "Problems":
        both = Problems.of([*self.shown, *other.shown])
        return Problems(both.shown, self.total + other.total)

    def __bool__(self) -> bool:
        return self.total > 0


NO_PROBLEMS = Problems()
