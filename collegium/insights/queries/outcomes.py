"""A file of outcomes between upload and decision, and what an organisation has by now."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import cast
from uuid import UUID

from collegium.insights.models import OutcomeFile, TeamOutcome
from collegium.insights.outcomes import Columns, Entry, Outcome, Problems, read_outcomes
from collegium.insights.outcomes.cells import month_number, month_text
from collegium.insights.outcomes.columns import Stored, from_stored
from collegium.insights.periods import Month
from collegium.people.models import Organisation, Person
from collegium.people.roster import Table, read_table

type Series = dict[str, float]  # by month, such as "2026-03"


@dataclass(frozen=True, slots=True)
class Preview:
    """Everything that applying a file would do, and everything that stands in its way."""

    new: tuple[Entry, ...]
    replaced: tuple[Entry, ...]
    unchanged: int
    problems: Problems
    names: dict[UUID, str]
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
    rows = Person.objects.filter(organisation=file.organisation_id).values_list(
        "email", "pk", "name"
    )
    people = {email.casefold(): person for email, person, _ in rows}
    latest = month_number(f"{Month.of(now, file.uploaded_by.time_zone).first}")
    reading = read_outcomes(outcome_table(file), columns_of(file), people=people, latest=latest)
    stored = stored_series(file.organisation_id)
    new, replaced, unchanged = [], [], 0
    for entry in reading.entries:
        series = stored.setdefault((entry.person, entry.outcome), {})
        month = month_text(entry.month)
        known = series.get(month)
        if known is None:
            new.append(entry)
        elif known != entry.value:
            replaced.append(entry)
        else:
            unchanged += 1
        series[month] = entry.value
    touched = {(entry.person, entry.outcome) for entry in (*new, *replaced)}
    return Preview(
        tuple(new),
        tuple(replaced),
        unchanged,
        reading.problems,
        {person: name for _, person, name in rows},
        {key: series for key, series in stored.items() if key in touched},
    )


def stored_series(organisation_id: UUID) -> dict[tuple[UUID, Outcome], Series]:
    """Every series of an organisation by person and measure (one query)."""
    rows = TeamOutcome.objects.filter(person__organisation=organisation_id)
    return {
        (person, Outcome(outcome)): values
        for person, outcome, values in rows.values_list("person", "outcome", "values")
    }
