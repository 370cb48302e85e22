"""How I sign in, and where I am signed in."""

from typing import cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from collegium.people.actions.sign_ins import end_other_sign_ins, end_sign_in
from collegium.people.http import PersonRequest
from collegium.people.queries.factors import factors_of
from collegium.people.queries.new_ways import unsettled_of
from collegium.people.queries.sign_ins import sign_ins_of
from collegium.people.signing.demanded import owes_factor
from collegium.people.signing.sessions import kept_as
from collegium.people.signing.shown import has_shown_older


@require_http_methods(["GET", "HEAD", "POST"])
def mine(request: HttpRequest) -> HttpResponse:
    """My sign-ins, each of which I can end."""
    person = cast(PersonRequest, request).user
    here = kept_as(request.session.session_key or "")
    if request.method == "POST":
        if request.POST.get("do") == "others":
            ended = end_other_sign_ins(person, keep=here)
            said = ngettext("%(n)s other sign-in ended.", "%(n)s other sign-ins ended.", ended)
            messages.success(request, said % {"n": ended})
        else:
            end_sign_in(person, request.POST.get("which", ""))
            messages.success(request, _("Signed out there."))
        return redirect("people:signing_in")
    ways = unsettled_of(person)
    context = {
        "places": sign_ins_of(person, here=here),
        "factors": factors_of(person),
        "ways": ways,
        "owes": owes_factor(request, person),
        "known": {one.pk for one in ways if has_shown_older(request, one)},
    }
    return render(request, "people/signing_in_page.html", context)
