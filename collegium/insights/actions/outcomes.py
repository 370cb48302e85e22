"""A file of outcomes: kept, understood, applied. No value is written before the last step."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from collegium.audit.actions import note
from collegium.audit.verbs import Verb
from collegium.insights.models import OutcomeFile, TeamOutcome
from collegium.insights.outcomes import Columns, Outcome, guess_columns
from collegium.insights.outcomes.columns import to_stored
from collegium.insights.queries.outcomes import Preview, preview
from collegium.people.actions.brought import keep_file, read_differently, settle
from collegium.people.models import Organisation, Person
from collegium.people.roster import read_table
from collegium.people.roster.mistakes import Refused

ROWS = 500  # written at once


@transaction.atomic
def keep_outcome_file(
    once: UUID, *, by: Person, file_name: str, content: bytes, now: datetime
) -> OutcomeFile:
    """Keep a file that can be read, with a guess how; raises `Unreadable`."""
    mapping = to_stored(guess_columns(read_table(content)))
    return keep_file(
        OutcomeFile, once, by=by, file_name=file_name, content=content, mapping=mapping, now=now
    )


def set_columns(file: OutcomeFile, columns: Columns) -> None:
    """Replace the instructions by which a file is read."""
    read_differently(file, to_stored(columns))


@transaction.atomic
def apply_outcomes(file: OutcomeFile, *, by: Person, now: datetime) -> OutcomeFile:
    """Write every value of the file, or nothing; a second time changes nothing.

    The file's content is forgotten afterwards. Raises `Refused`.
    """
    Organisation.objects.select_for_update(no_key=True).get(pk=by.organisation_id)
    file = OutcomeFile.objects.select_related("uploaded_by", "organisation").get(
        pk=file.pk, organisation=by.organisation_id
    )
    if file.applied_at:
        return file
    outcome = preview(file, now=now)
    if outcome.problems:
        raise Refused(outcome.problems.total)
    _write(file.organisation, outcome, now)
    settle(file, {"count": outcome.count}, now)
    note(
        Verb.OUTCOMES_APPLIED,
        by.organisation_id,
        by=by.pk,
        subject=file.pk,
        amount=outcome.count,
        now=now,
    )
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
