"""Reading how teams did: tables to values of a team, a measure and a month. No Django."""

from collegium.insights.outcomes.cells import Decimal
from collegium.insights.outcomes.columns import Columns, guess_columns
from collegium.insights.outcomes.fields import MEASURE_FIELDS, Field, Outcome
from collegium.insights.outcomes.problems import Code, Problem, Problems
from collegium.insights.outcomes.reading import Entry, Reading, read_outcomes

__all__ = [
    "MEASURE_FIELDS",
    "Code",
    "Columns",
    "Decimal",
    "Entry",
    "Field",
    "Outcome",
    "Problem",
    "Problems",
    "Reading",
    "guess_columns",
    "read_outcomes",
]
