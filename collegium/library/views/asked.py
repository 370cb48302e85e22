"""What reaches beyond a group: questions to those who left it, and words to look out for."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from collegium.library import actions
from collegium.library.actions.guarding import set_guarded
from collegium.library.forms import AnswerForm
from collegium.library.forms.stories import GuardedWordsForm
from collegium.library.models import Consent
from collegium.library.queries.asked import questions_outside
from collegium.library.queries.guard import plain
from collegium.library.queries.roster import guarded_words
from collegium.people.http import PersonRequest


@require_http_methods(["GET", "POST"])
def asked(request: PersonRequest) -> HttpResponse:
    """Read and answer what groups that one has left ask about a story."""
    form = AnswerForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and form.cleaned_data["asked"]:
        try:
            actions.answer_outside(request.user, now=timezone.now(), **form.cleaned_data)
        except Consent.DoesNotExist:
            raise Http404 from None
        messages.success(request, _("Thank you. Your answer is kept; you may change it."))
        return redirect("library:asked")
    questions = [(one, plain(one.text)) for one in questions_outside(request.user)]
    return render(request, "library/asked.html", {"questions": questions})


@require_http_methods(["GET", "POST"])
def guarded(request: PersonRequest) -> HttpResponse:
    """The organisation's own words that the guard marks."""
    ours = request.user.organisation
    form = GuardedWordsForm(request.POST or None, initial={"words": guarded_words(ours.pk)})
    if request.method == "POST" and form.is_valid():
        set_guarded(ours, form.cleaned_data["words"])
        messages.success(request, _("Saved."))
        return redirect("library:guarded")
    return render(
        request, "library/guarded.html", {"form": form}, status=422 if form.errors else 200
    )
