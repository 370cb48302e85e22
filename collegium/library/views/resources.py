"""Pages of what members recommend."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from collegium.library import catalogue
from collegium.library.actions import resources as actions
from collegium.library.forms.resources import FindForm, OfferForm, ResourceForm, SharedForm
from collegium.library.models import Resource
from collegium.library.queries import resources as reads
from collegium.people.http import PersonRequest

A_PAGE = 20
TIED = ("kind", "topic", "technique", "language", "title", "link", "why", "signed")


@require_GET
def resources(request: PersonRequest) -> HttpResponse:
    """Everything that was recommended, by kind and topic."""
    form = FindForm(request.GET)
    kind, topic = form.wanted("kind"), form.wanted("topic")
    found = reads.resources_for(request.user, kind=kind, topic=topic)
    context = {
        "form": form,
        "narrowed": bool(kind or topic),
        "page": Paginator(found, A_PAGE).get_page(request.GET.get("page")),
    }
    return render(request, "library/resources.html", context)


@require_GET
def resource(request: PersonRequest, resource_id: UUID) -> HttpResponse:
    """One resource, and for its recommender what became of it."""
    found = _found_or_404(request, resource_id)
    context = {
        "resource": found,
        "mine": found.recommended_by_id == request.user.pk,
        "technique": catalogue.technique(found.technique, _language()),
    }
    return render(request, "library/resource.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def recommend(request: PersonRequest) -> HttpResponse:
    """Recommend something to read or to watch."""
    return _share(request, ResourceForm)


@require_http_methods(["GET", "HEAD", "POST"])
def offer(request: PersonRequest) -> HttpResponse:
    """Say that one may be asked oneself; there is no way to say it of anybody else."""
    return _share(request, OfferForm)


@require_http_methods(["GET", "HEAD", "POST"])
def change_resource(request: PersonRequest, resource_id: UUID) -> HttpResponse:
    """Say one's own recommendation anew."""
    found = _found_or_404(request, resource_id)
    if found.recommended_by_id != request.user.pk:
        return redirect("library:resource", resource_id)
    initial = {name: getattr(found, name) for name in TIED}
    form = _form(request, OfferForm if found.is_person else ResourceForm, initial)
    if form.is_bound and form.is_valid():
        now = timezone.now()
        actions.change_resource(request.user, resource_id, form.recommended, now=now)
        messages.success(request, _("It is there again."))
        return redirect("library:resource", resource_id)
    return _form_page(request, form, found)


@require_POST
def withdraw_resource(request: PersonRequest, resource_id: UUID) -> HttpResponse:
    """Take one's own recommendation back."""
    if _found_or_404(request, resource_id).recommended_by_id != request.user.pk:
        raise Http404
    actions.withdraw_resource(request.user, resource_id)
    messages.success(request, _("It is gone. Nobody finds it any more."))
    return redirect("library:resources")


@require_POST
def outdated(request: PersonRequest, resource_id: UUID) -> HttpResponse:
    """Say that a resource is no longer good."""
    found = _found_or_404(request, resource_id)
    actions.call_outdated(request.user, found, now=timezone.now())
    messages.success(
        request, _("Thank you. It is marked, and its recommender sees it, without your name.")
    )
    return redirect("library:resource", resource_id)


def _share(request: PersonRequest, kind: type[SharedForm]) -> HttpResponse:
    initial = {
        "language": request.user.language,
        "topic": request.GET.get("topic", ""),
        "technique": request.GET.get("technique", ""),
    }
    form = _form(request, kind, initial)
    if form.is_bound and form.is_valid():
        once, now = form.cleaned_data["once"], timezone.now()
        made = actions.recommend(request.user, form.recommended, once=once, now=now)
        messages.success(request, _("Thank you. Everybody in the organisation can find it now."))
        return redirect("library:resource", made)
    return _form_page(request, form, None)


def _form(request: PersonRequest, kind: type[SharedForm], initial: dict[str, Any]) -> SharedForm:
    sent = request.POST if request.method == "POST" else None
    names = reads.colleagues_names(request.user) if sent is not None else ()
    return kind(
        sent, techniques=catalogue.techniques(_language()), colleagues=names, initial=initial
    )


def _form_page(request: PersonRequest, form: SharedForm, found: Resource | None) -> HttpResponse:
    context = {"form": form, "resource": found, "offers": isinstance(form, OfferForm)}
    status = 422 if form.is_bound else 200
    return render(request, "library/recommend.html", context, status=status)


def _found_or_404(request: PersonRequest, resource_id: UUID) -> Resource:
    try:
        return reads.resource_for(request.user, resource_id)
    except Resource.DoesNotExist:
        raise Http404 from None


def _language() -> str:
    return get_language() or catalogue.FALLBACK
