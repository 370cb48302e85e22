"""What can be wrong with a roster, as codes and data; the page finds the words.

A file nobody can read raises `Unreadable`. A file that reads but has mistakes in it yields one
`Problem` each, with the row as a spreadsheet counts it.
"""

from enum import StrEnum

from collegium.people.roster.fields import Field
from collegium.people.roster.mistakes import Mistake, Mistakes


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
    ADMINISTRATORS_ADDRESS = "administrators_address"


Problem = Mistake[Field, Code]
Problems = Mistakes[Field, Code]
NO_PROBLEMS = Problems()
