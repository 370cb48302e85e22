"""How long what is kept, for administrators: they set it and see how much would go, never whose."""

from collections.abc import Iterable, Iterator
from datetime import date

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from collegium.domain.retention import Going
from collegium.people.http import PersonRequest
from collegium.rights.actions.retention import set_policy
from collegium.rights.forms.retention import PolicyForm
from collegium.rights.models import KeptFor
from collegium.rights.queries.old import outlook_in
from collegium.rights.queries.policy import policy_in


@require_http_methods(["GET", "POST"])
def retention(request: PersonRequest) -> HttpResponse:
    """Set it, or look first at what it would do."""
    organisation, today = request.user.organisation, timezone.now().date()
    policy = policy_in(organisation.pk)
    form = PolicyForm(request.POST or None, policy=policy)
    looks = request.POST.get("do") == "look"
    if form.is_valid():
        policy = form.policy
        if not looks:
            set_policy(organisation, policy, by=request.user)
            messages.success(
                request, _("Saved. Deleting begins within the hour and continues step by step.")
            )
            return redirect("rights:retention")
    goes = outlook_in(organisation.pk, today=today, policy=policy)
    context = {
        "form": form,
        "looks": looks and form.is_valid(),
        "months": list(_by_month(goes)),
        "today": [(KeptFor(one.kind.value).label, one.count) for one in goes if one.on <= today],
    }
    status = 422 if form.is_bound and not form.is_valid() else 200
    return render(request, "rights/retention_page.html", context, status=status)


def _by_month(goes: Iterable[Going]) -> Iterator[tuple[date, str, int]]:
    """How much of a kind goes in each month, in order."""
    found: dict[tuple[date, str], int] = {}
    for one in goes:
        place = one.on.replace(day=1), str(KeptFor(one.kind.value).label)
        found[place] = found.get(place, 0) + one.count
    for (month, label), count in found.items():
        yield month, label, count
