"""How many people and groups it takes; everybody may look, a lead or an administrator may raise."""

from typing import cast

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from collegium.insights.forms.threshold import ThresholdForm
from collegium.people.access import Who
from collegium.people.actions.thresholds import WouldFall, raise_threshold
from collegium.people.http import PersonRequest
from collegium.people.queries.thresholds import rises_of, threshold_of

MAY_RAISE = {Who.LEAD, Who.ADMINISTRATOR}


@require_http_methods(["GET", "HEAD", "POST"])
def threshold(request: HttpRequest) -> HttpResponse:
    """The threshold, since when it stands, and for some the form that raises it."""
    reader = cast(PersonRequest, request)
    may_raise, posted = bool(MAY_RAISE & reader.relations), request.method == "POST"
    if posted and not may_raise:
        raise Http404
    ours = reader.user.organisation
    present = threshold_of(ours.pk)
    form = ThresholdForm(request.POST if posted else None, present=present)
    if posted and form.is_valid() and _raised(reader, form):
        messages.success(request, _("From the next figures on it takes as many as this."))
        return redirect("insights:threshold")
    context = {
        "form": form if may_raise else None,
        "threshold": present,
        "rises": rises_of(ours.pk),
    }
    status = 422 if posted else 200
    return render(request, "insights/threshold.html", context, status=status)


def _raised(request: PersonRequest, form: ThresholdForm) -> bool:
    """Raise it; where somebody else just raised it further, the form says so."""
    try:
        raise_threshold(
            request.user.organisation,
            people=form.cleaned_data["people"],
            groups=form.cleaned_data["groups"],
            by=request.user,
            once=form.cleaned_data["once"],
            now=timezone.now(),
        )
    except WouldFall:
        form.add_error(None, _("Somebody has just raised it further. It may rise, never fall."))
        return False
    return True
