"""The challenge pool: what I raised, raising one, and what I am asked. Nobody else's pages."""

from typing import cast
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods

from collegium.groups.actions.pool import (
    AlreadyRaised,
    Over,
    TooLate,
    answer,
    let_be_asked,
    look_wider,
    raise_challenge,
    take_back,
)
from collegium.groups.forms.pool import AnswerForm, MineForm, RaiseForm
from collegium.groups.models import Answer, Asked, RaisedChallenge
from collegium.groups.queries.pool import asked_of, may_be_asked, raised_by, waiting_questions
from collegium.people.http import PersonRequest
from collegium.people.models import Person


@sensitive_post_parameters()
@never_cache
@require_http_methods(["GET", "POST"])
def pool(request: HttpRequest) -> HttpResponse:
    """What I raised and how many have joined; take it back, look wider."""
    me = cast(PersonRequest, request).user
    if request.method == "POST":
        return _decided(request, me)
    mine = raised_by(me)
    context = {
        "mine": mine,
        "may_raise": not any(one.is_open for one in mine),
        "questions": waiting_questions(me),
    }
    return render(request, "groups/pool_page.html", context)


@sensitive_variables()
@sensitive_post_parameters()
@never_cache
@require_http_methods(["GET", "POST"])
def raise_one(request: HttpRequest) -> HttpResponse:
    """Say what it is and by when."""
    me = cast(PersonRequest, request).user
    form = RaiseForm(request.POST or None, today=timezone.localdate())
    if form.is_bound and form.is_valid():
        try:
            raise_challenge(me, form.wish(), now=timezone.now())
        except AlreadyRaised:
            form.add_error(None, _("You have an open one. Take it back first, or wait for it."))
        except TooLate:
            form.add_error("before", _("That is too soon for a group to form and meet."))
        else:
            messages.success(request, _("We are looking. The first people are asked at once."))
            return redirect("groups:pool")
    status = 422 if form.errors else 200
    return render(request, "groups/pool_raise_page.html", {"form": form}, status=status)


@sensitive_variables()
@sensitive_post_parameters()
@never_cache
@require_http_methods(["GET", "POST"])
def asked(request: HttpRequest) -> HttpResponse:
    """What others at my level must handle; yes of two kinds, no, or not to be asked at all."""
    me = cast(PersonRequest, request).user
    if request.method == "POST":
        return _answered(request, me)
    context = {"questions": asked_of(me), "wanted": may_be_asked(me), "answers": Answer}
    return render(request, "groups/pool_asked_page.html", context)


def _decided(request: HttpRequest, me: Person) -> HttpResponse:
    raised = _meant(request)
    try:
        match request.POST.get("do"):
            case "take-back":
                take_back(me, raised)
                messages.success(request, _("Taken back. Nobody is asked any more."))
            case "wider":
                look_wider(me, raised, now=timezone.now())
                messages.success(request, _("We look again, up to two levels from yours."))
            case _other:
                raise Http404
    except RaisedChallenge.DoesNotExist:
        raise Http404 from None
    except AlreadyRaised:
        messages.error(request, _("You have an open one. Take it back first, or wait for it."))
    except TooLate:
        messages.error(request, _("The day is too near now for a group to meet before it."))
    return redirect("groups:pool")


def _answered(request: HttpRequest, me: Person) -> HttpResponse:
    match request.POST.get("do"):
        case "stop" | "resume" as what:
            let_be_asked(me, wanted=what == "resume")
            messages.success(request, _("Saved."))
            return redirect("groups:asked")
    form = AnswerForm(request.POST)
    if not form.is_valid():
        raise Http404
    said = Answer(form.cleaned_data["said"])
    try:
        answer(me, form.cleaned_data["question"], said, now=timezone.now())
    except Asked.DoesNotExist:
        raise Http404 from None
    except Over:
        messages.info(request, _("This question is over. Thank you for thinking about it."))
    else:
        messages.success(request, _thanks(said))
    return redirect("groups:asked")


def _thanks(said: Answer) -> str:
    if said == Answer.NO:
        return _("That is fine. Nobody learns that you were asked.")
    return _("Thank you. As soon as there are four of you, you hear of your group by mail.")


def _meant(request: HttpRequest) -> UUID:
    form = MineForm(request.POST)
    if not form.is_valid():
        raise Http404
    raised: UUID = form.cleaned_data["raised"]
    return raised
