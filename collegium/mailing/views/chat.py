"""Reminders in a channel that many read, for administrators."""

from typing import cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from collegium.mailing.actions import channels as actions
from collegium.mailing.chat.words import SAID, problem_in_words
from collegium.mailing.forms.chat import ChatForm
from collegium.mailing.models import ChatKind
from collegium.mailing.queries.channels import channel_of
from collegium.people.http import PersonRequest
from collegium.people.roster.places import zone_names
from collegium.ui.forms import OnceForm


@require_http_methods(["GET", "HEAD", "POST"])
def chat(request: HttpRequest) -> HttpResponse:
    """Where reminders are posted, and which."""
    person = cast(PersonRequest, request).user
    found = channel_of(person.organisation)
    if request.method == "POST":
        form = ChatForm(request.POST, is_known=found is not None)
    else:
        form = ChatForm.of(found, person)
    if form.is_bound and form.is_valid():
        now = timezone.now()
        actions.keep_channel(
            person.organisation, form.telling, place=form.place, now=now, by=person
        )
        messages.success(request, _said(is_new=form.place is not None))
        return redirect("mailing:chat")
    context = {
        "form": form,
        "channel": found,
        "problem": problem_in_words(found.problem) if found and found.problem else "",
        "try_form": OnceForm(),
        "said": [SAID[kind] for kind in ChatKind if kind is not ChatKind.HELLO],
        "zones": zone_names(),
    }
    status = 422 if form.errors else 200
    return render(request, "mailing/chat.html", context, status=status)


@require_POST
def try_now(request: HttpRequest) -> HttpResponse:
    """Have a message posted now."""
    form = OnceForm(request.POST)
    if form.is_valid():
        ours = cast(PersonRequest, request).user.organisation
        actions.try_channel(ours, once=form.cleaned_data["once"], now=timezone.now())
        messages.success(request, _said(is_new=True))
    return redirect("mailing:chat")


@require_POST
def forget(request: HttpRequest) -> HttpResponse:
    """Forget the channel."""
    person = cast(PersonRequest, request).user
    actions.forget_channel(person.organisation, by=person)
    messages.success(request, _("The channel and its address are forgotten."))
    return redirect("mailing:chat")


def _said(*, is_new: bool) -> str:
    return _("A first message goes there within a minute.") if is_new else _("Saved.")
