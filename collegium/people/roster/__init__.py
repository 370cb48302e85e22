"""Reading rosters: files to tables, tables to people, people to changes. No Django."""

from collegium.people.roster.changes import Changed, Changes, Difference, compare
from collegium.people.roster.columns import Columns, guess_columns
from collegium.people.roster.dates import DateOrder
from collegium.people.roster.fields import Field
from collegium.people.roster.files import read_table
from collegium.people.roster.persons import Particulars, RosterPerson, StandingPerson
from collegium.people.roster.problems import Code, Fault, Problem, Problems, Unreadable
from collegium.people.roster.reading import Reading, read_people
from collegium.people.roster.table import Limits, Table

__all__ = [
    "Changed",
    "Changes",
    "Code",
    "Columns",
    "DateOrder",
    "Difference",
    "Fault",
    "Field",
    "Limits",
    "Particulars",
    "Problem",
    "Problems",
    "Reading",
    "RosterPerson",
    "StandingPerson",
    "Table",
    "Unreadable",
    "compare",
    "guess_columns",
    "read_people",
    "read_table",
]
