"""What of others' rows somebody is shown: the access table says which page, this which columns.

A row about oneself is shown whole; of another organisation nothing is. Marks in every column are
looked for on every page, for each relation: `tests/architecture/test_canaries.py`.
"""

from collections.abc import Collection, Mapping

from collegium.people.access import COLLEAGUES, Who
from collegium.vault.classes import FieldClass

_FOR_ALL = frozenset({FieldClass.PUBLIC, FieldClass.SHARED})

# By class. GROUP_MEMBER speaks of the rows of that group, and of the people in it.
SHOWN: Mapping[Who, frozenset[FieldClass]] = {
    Who.ANYONE: frozenset(),
    Who.HOLDER: frozenset(),
    Who.PERSON: _FOR_ALL,
    Who.KNOWN: _FOR_ALL,
    Who.FACILITATOR: _FOR_ALL,
    Who.LEAD: _FOR_ALL | {FieldClass.ROSTER},
    Who.ADMINISTRATOR: _FOR_ALL | {FieldClass.ROSTER},
    Who.GROUP_MEMBER: _FOR_ALL | {FieldClass.SEALED},
}

EVERYBODY = frozenset(SHOWN) - {Who.ANYONE, Who.HOLDER}

_OF_COLLEAGUES = frozenset(f"people.Person.{name}" for name in COLLEAGUES)

# Single columns that a relation is shown besides. Other numbers of members stay theirs alone.
BESIDES: Mapping[Who, frozenset[str]] = {
    Who.PERSON: _OF_COLLEAGUES,
    Who.GROUP_MEMBER: frozenset(
        {
            *_OF_COLLEAGUES,
            "people.Person.site",
            "practice.Goal.start",
            "practice.Goal.target",
            "practice.GoalStep.value",
            "practice.LogEntry.attempts",  # for whom its author chose
            "practice.LogEntry.sure",
        }
    ),
}


def shown_to(kind: FieldClass) -> frozenset[Who]:
    """Who is shown what is of a class in rows about others."""
    return frozenset(one for one, kinds in SHOWN.items() if kind in kinds)


def may_be_shown(column: str, kind: FieldClass, relations: Collection[Who]) -> bool:
    """Whether whoever stands so to a row may read one of its columns, named `app.Model.column`."""
    return any(kind in SHOWN.get(one, ()) or column in BESIDES.get(one, ()) for one in relations)
