"""What the programmes did for teams, as everybody sees it; and what is known of one's own team."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from collegium.insights.queries.findings import findings_of, own_outcomes
from collegium.insights.words.verdicts import UNITS, headline, reading, rows_of_picture
from collegium.people.access import Who
from collegium.people.http import PersonRequest
from collegium.people.queries.thresholds import threshold_of


@require_GET
def teams(request: PersonRequest) -> HttpResponse:
    """The finding about each measure that stands."""
    organisation = request.user.organisation
    threshold = threshold_of(organisation.pk)
    shown = [
        {
            "name": found.outcome,
            "label": found.outcome.label,
            "unit": UNITS[found.outcome],
            "finding": found.finding,
            "period": found.period,
            "headline": headline(found.finding),
            "reading": reading(found.finding, people=threshold.people, groups=threshold.groups),
            "rows": rows_of_picture(found.finding),
        }
        for found in findings_of(organisation)
    ]
    context = {
        "shown": shown,
        "threshold": threshold,
        "may_bring": Who.LEAD in request.relations,
        "several": sum(bool(found["rows"]) for found in shown) > 1,
    }
    return render(request, "insights/teams.html", context)


@require_GET
def own_team(request: PersonRequest) -> HttpResponse:
    """Everything that was brought about the reader's own team."""
    names, months = own_outcomes(request.user)
    context = {"names": [name.label for name in names], "months": months}
    return render(request, "insights/own_team.html", context)
