"""What can be wrong with a row of outcomes, as codes and data; the page finds the words."""

from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field as dataclass_field
from enum import StrEnum

from collegium.insights.outcomes.fields import Field


class Code(StrEnum):
    """What is wrong with one row."""

    MISSING_EMAIL = "missing_email"
    UNKNOWN_PERSON = "unknown_person"
    MISSING_MONTH = "missing_month"
    BAD_MONTH = "bad_month"
    FUTURE_MONTH = "future_month"
    MISSING_MEASURE = "missing_measure"
    UNKNOWN_MEASURE = "unknown_measure"
    MISSING_VALUE = "missing_value"
    NOT_A_NUMBER = "not_a_number"
    NOT_PER_CENT = "not_per_cent"
    A_FRACTION = "a_fraction"
    TOO_LARGE = "too_large"
    DUPLICATE = "duplicate"


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

    def __bool__(self) -> bool:
        return self.total > 0
