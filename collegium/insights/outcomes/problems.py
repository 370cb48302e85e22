"""What can be wrong with a row of outcomes, as codes and data; the page finds the words."""

from enum import StrEnum

from collegium.insights.outcomes.fields import Field
from collegium.people.roster.mistakes import Mistake, Mistakes


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


Problem = Mistake[Field, Code]
Problems = Mistakes[Field, Code]
