"""A file of outcomes: kept, understood, applied. No value is written before the last step."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from collegium.insights.models import OutcomeFile, TeamOutcome
from collegium.insights.outcomes import Columns, Outcome, Problems, guess_columns
from collegium.insights.outcomes.columns import to_stored
from collegium.insights.queries.outcomes import Preview, preview
from collegium.people.models import Organisation, Person
from collegium.people.roster import read_table
from collegium.vault.rows import own_identity

FORGOTTEN_AFTER = timedelta(days=1)
ROWS = 500  # written at once


class OutcomesRefused(Exception):  # noqa: N818 - a decision, not an accident
    """The file has problems, so nothing of it was written."""

    def __init__(self, problems: Problems) -> None:
        super().__init__(f"{problems.total} problems")
        self.problems = problems


def forget_outcome_files(now: datetime) -> int:
    """Drop the files that nobody decided on within a day; how many they were."""
    undecided = OutcomeFile.objects.filter(applied_at=None)
    return undecided.filter(created_at__lt=now - FORGOTTEN_AFTER).delete()[0]


@transaction.atomic
def keep_outcome_file(
    once: UUID, *, by: Person, file_name: str, content: bytes, now: datetime
) -> OutcomeFile:
    """Keep a file that can be read, with a guess how; raises `Unreadable`."""
    columns = guess_columns(read_table(content))
    return OutcomeFile.objects.get_or_create(
        pk=own_identity(OutcomeFile, once, organisation=by.organisation),
        organisation=by.organisation,
        defaults={
            "uploaded_by": by,
            "file_name": file_name[-200:],
            "content": content,
            "mapping": to_stored(columns),
            "created_at": now,
        },
    )[0]


def set_columns(file: OutcomeFile, columns: Columns) -> None:
    """Replace the instructions by which a file is read."""
    undecided = OutcomeFile.objects.filter(pk=file.pk, applied_at=None)
    undecided.update(mapping=to_stored(columns))


@transaction.atomic
def apply_outcomes(file: OutcomeFile, *, by: Person, now: datetime) -> OutcomeFile:
    """Write every value of the file, or nothing; a second time changes nothing.

    The file's content is forgotten afterwards. Raises `OutcomesRefused`.
    """
    Organisation.objects.select_for_update(no_key=True).get(pk=by.organisation_id)
    file = OutcomeFile.objects.select_related("uploaded_by", "organisation").get(
        pk=file.pk, organisation=by.organisation_id
    )
    if file.applied_at:
        return file
    outcome = preview(file, now=now)
    if outcome.problems:
        raise OutcomesRefused(outcome.problems)
    _write(file.organisation, outcome, now)
    file.summary = {"count": outcome.count}
    file.applied_at = now
    file.content = b""
    file.save()
    return file


def _write(organisation: Organisation, outcome: Preview, now: datetime) -> None:
    known = {
        (row.person_id, Outcome(row.outcome)): row
        for row in TeamOutcome.objects.filter(person__organisation=organisation).defer("values")
    }
    fresh: list[TeamOutcome] = []
    changed: list[TeamOutcome] = []
    for (person, name), values in outcome.series.items():
        row = known.get((person, name))
        if row:
            row.values, row.changed_at = values, now
            changed.append(row)
        else:
            fresh.append(TeamOutcome(person_id=person, outcome=name, values=values, changed_at=now))
    TeamOutcome.objects.bulk_create(fresh, ROWS)
    TeamOutcome.objects.bulk_update(changed, ["values", "changed_at"], ROWS)
