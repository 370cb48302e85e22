"""The demo's own pages: choose who to be. They exist in demo mode only."""

from django.contrib.auth import login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from collegium.config.demo.cast import cast

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@require_GET
def demo(request: HttpRequest) -> HttpResponse:
    """One-click sign-ins."""
    return render(request, "config/demo.html", {"cast": cast()})


@require_POST
def demo_sign_in(request: HttpRequest) -> HttpResponse:
    """Become somebody of the cast, and nobody else."""
    wanted = request.POST.get("person", "")
    for role in cast():
        if str(role.person.pk) == wanted:
            login(request, role.person, backend=BACKEND)
            return redirect("home")
    raise Http404
