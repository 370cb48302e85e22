"""A file of outcomes between upload and decision, and what an organisation has by now."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import cast
from uuid import UUID

from collegium.insights.models import OutcomeFile, TeamOutcome
from collegium.insights.outcomes import Columns, Outcome, Problems, read_outcomes
from collegium.insights.outcomes.cells import month_number, month_text
from collegium.insights.outcomes.columns import Stored, from_stored
from collegium.insights.periods import Month
from collegium.people.models import Organisation, Person
from collegium.people.roster import Table, read_table

type Series = dict[str, float]  # by month, such as "2026-03"


@dataclass(frozen=True, slots=True)
class Preview:
    """What applying a file would do, and everything that stands in its way.

    How many of the values are new or differ is left out: who brings a value would learn from it
    whether another lead brought the same.
    """

    count: int  # of values in the file
    problems: Problems
    series: dict[tuple[UUID, Outcome], Series] = field(repr=False)  # as they would be


def outcome_file(organisation: Organisation, file_id: UUID) -> OutcomeFile:
    """One file of this organisation; raises `OutcomeFile.DoesNotExist`."""
    files = OutcomeFile.objects.select_related("organisation", "uploaded_by")
    return files.get(organisation=organisation, pk=file_id)


def outcome_table(file: OutcomeFile) -> Table:
    """The file as a table; raises `Unreadable`."""
    return read_table(bytes(file.content))


def columns_of(file: OutcomeFile) -> Columns:
    """How the file is to be read."""
    return from_stored(cast(Stored, file.mapping))


def preview(file: OutcomeFile, *, now: datetime) -> Preview:
    """Read the file by its stored instructions and hold it against what is there (two queries)."""
    rows = Person.objects.filter(organisation=file.organisation_id).values_list("email", "pk")
    people = {email.casefold(): person for email, person in rows}
    latest = month_number(f"{Month.of(now, file.uploaded_by.time_zone).first}")
    reading = read_outcomes(outcome_table(file), columns_of(file), people=people, latest=latest)
    stored = stored_series(file.organisation_id)
    touched = set()
    for entry in reading.entries:
        series, month = (
            stored.setdefault((entry.person, entry.outcome), {}),
            month_text(entry.month),
        )
        if series.get(month) != entry.value:
            touched.add((entry.person, entry.outcome))
        series[month] = entry.value
    return Preview(
        len(reading.entries),
        reading.problems,
        {key: series for key, series in stored.items() if key in touched},
    )


def stored_series(organisation_id: UUID) -> dict[tuple[UUID, Outcome], Series]:
    """Every series of an organisation by person and measure (one query)."""
    rows = TeamOutcome.objects.filter(person__organisation=organisation_id)
    return {
        (person, Outcome(outcome)): values
        for person, outcome, values in rows.values_list("person", "outcome", "values")
    }
