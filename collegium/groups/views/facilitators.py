"""Who facilitates, and how many groups."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from collegium.groups import actions
from collegium.groups.forms.facilitators import FacilitatorsForm
from collegium.groups.models import Programme
from collegium.groups.queries.supports import helpers_of, supply_of
from collegium.groups.views.finding import posted, with_programme
from collegium.people.http import PersonRequest


@require_http_methods(["GET", "POST"])
@with_programme
def facilitators(request: PersonRequest, programme: Programme) -> HttpResponse:
    """How many groups each facilitator takes on, before the groups are formed."""
    helpers = helpers_of(programme)
    form = FacilitatorsForm(posted(request), helpers)
    if form.is_bound and form.is_valid():
        actions.set_supports(programme, form.groups())
        messages.success(request, _("The next composition keeps to it."))
        return redirect("groups:facilitators", programme_id=programme.pk)
    context = {
        "programme": programme,
        "form": form,
        "helpers": helpers,
        "supply": supply_of(programme, helpers),
    }
    status = 422 if form.is_bound else 200
    return render(request, "groups/facilitators_page.html", context, status=status)
