"""What the pages and files of a report have in common."""

from typing import Any
from uuid import UUID

from django.http import Http404
from django.utils import timezone

from collegium.groups.models import Programme
from collegium.insights import pictures
from collegium.insights.measures import Measure
from collegium.insights.queries.programmes import programme_for
from collegium.insights.queries.report import Report, report_on, report_on_all
from collegium.insights.readings import readings
from collegium.people.http import PersonRequest
from collegium.people.models import Person

LOOKING_BACK = (Measure.CHANGE_THEN,)
CALLS = (
    Measure.CONNECTIONS_BEFORE,
    Measure.CONNECTIONS_AFTER,
    Measure.DEPARTMENTS_BEFORE,
    Measure.DEPARTMENTS_AFTER,
)
VERDICTS = (Measure.RECOMMEND, Measure.STAY_BEFORE, Measure.STAY_AFTER)


def programme_or_404(request: PersonRequest, programme_id: UUID) -> Programme:
    """A programme of the reader's organisation."""
    try:
        return programme_for(request.user, programme_id)
    except Programme.DoesNotExist:
        raise Http404 from None


def report_of(programme: Programme) -> Report:
    """What is published about a programme by now."""
    return report_on(programme, now=timezone.now())


def report_for(person: Person) -> Report:
    """What is published about all programmes of somebody's organisation by now."""
    return report_on_all(person.organisation, now=timezone.now())


def shown(report: Report) -> dict[str, Any]:
    """What the sections of a report draw and say."""
    return {
        "report": report,
        "participation": pictures.participation(report),
        "participation_readings": readings([*report.participation, report.total(Measure.ATTEMPTS)]),
        "attempts": pictures.attempts(report),
        "slopes": pictures.slopes(report, Measure.BEFORE, Measure.AFTER),
        "changes": pictures.changes(report, Measure.CHANGE, Measure.CHANGE_THEN),
        "change_readings": readings([report.total(Measure.CHANGE), *report.totals(*LOOKING_BACK)]),
        "weeks": pictures.weeks(report),
        "weeks_reading": pictures.weeks_reading(report),
        **_abilities(report),
        "calls": pictures.calls(report),
        "call_readings": readings(report.totals(*CALLS)),
        "verdicts": readings(report.totals(*VERDICTS)),
    }


def _abilities(report: Report) -> dict[str, Any]:
    """What people say they can do."""
    before, after = Measure.COMPETENCE_BEFORE, Measure.COMPETENCE_AFTER
    change, looking_back = Measure.COMPETENCE_CHANGE, Measure.COMPETENCE_CHANGE_THEN
    return {
        "abilities": pictures.slopes(report, before, after),
        "ability_changes": pictures.changes(report, change, looking_back),
        "ability_readings": readings(report.totals(change, looking_back)),
    }
