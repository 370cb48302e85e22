"""Pages about one's own words in groups, also in those that one has left."""

from django.contrib import messages
from django.http import Http404, HttpResponse, JsonResponse, QueryDict
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from collegium.groups.models import Cycle, Member
from collegium.groups.queries.hands import hand_in, hands_of
from collegium.groups.rooms import Hand
from collegium.library.actions import memory as actions
from collegium.library.forms.memory import ForgetForm, OpeningForm, PlaceForm
from collegium.library.queries.memory.openings import waiting_openings
from collegium.library.queries.memory.taking_along import Luggage, luggage_of
from collegium.meetings.actions.own_words import SessionRunsError
from collegium.people.http import PersonRequest
from collegium.people.signing.fresh import fresh_sign_in_required


@require_GET
def my_words(request: PersonRequest) -> HttpResponse:
    """The groups I write or wrote in."""
    asked = waiting_openings(request.user)
    places = [(hand, asked.get(hand.member.pk, ())) for hand in hands_of(request.user)]
    return render(request, "library/memory/my_words.html", {"places": places})


@require_POST
@fresh_sign_in_required
def take_along(request: PersonRequest) -> HttpResponse:
    """Everything that I wrote in one group, as a file."""
    hand = _hand_or_404(request, request.POST)
    luggage = luggage_of(hand)
    style = "json" if request.POST.get("style") == "json" else "html"
    answer = _json(luggage) if style == "json" else _html(luggage)
    name = slugify(hand.group.name, allow_unicode=True) or "group"
    answer["Content-Disposition"] = content_disposition_header(True, f"{name}-my-words.{style}")
    return answer


@require_http_methods(["GET", "POST"])
@fresh_sign_in_required
def forget(request: PersonRequest) -> HttpResponse:
    """Have all my words in one group forgotten, and my name with them."""
    data = request.POST if request.method == "POST" else request.GET
    if request.method == "GET" and "place" not in data:
        return redirect("library:my_words")
    hand = _hand_or_404(request, data)
    form = ForgetForm(request.POST if request.method == "POST" else None, name=hand.group.name)
    if form.is_bound and form.is_valid():
        try:
            actions.be_forgotten(hand, now=timezone.now())
        except SessionRunsError:
            messages.error(request, _("A session is under way. Come back when it is over."))
        else:
            messages.success(request, _("All that you wrote there is gone."))
        return redirect("library:my_words")
    status = 422 if form.is_bound else 200
    context = {"hand": hand, "form": form}
    return render(request, "library/memory/forget.html", context, status=status)


@require_POST
def agree(request: PersonRequest) -> HttpResponse:
    """Say, after having left, whether a cycle may be read by those who joined later."""
    hand = _hand_or_404(request, request.POST)
    form = OpeningForm(request.POST)
    if not form.is_valid():
        raise Http404
    told = form.cleaned_data
    try:
        actions.open_cycle(hand, told["cycle"], agrees=told["agrees"], now=timezone.now())
    except Cycle.DoesNotExist:
        raise Http404 from None
    messages.success(request, _("Thank you. You can say otherwise at any time."))
    return redirect("library:my_words")


def _hand_or_404(request: PersonRequest, data: QueryDict) -> Hand:
    form = PlaceForm(data)
    if not form.is_valid():
        raise Http404
    try:
        return hand_in(request.user, form.cleaned_data["place"])
    except Member.DoesNotExist:
        raise Http404 from None


def _json(luggage: Luggage) -> HttpResponse:
    options = {"ensure_ascii": False, "indent": 2}
    return JsonResponse(luggage.as_data(), json_dumps_params=options)


def _html(luggage: Luggage) -> HttpResponse:
    return HttpResponse(render_to_string("library/memory/luggage.html", {"luggage": luggage}))
