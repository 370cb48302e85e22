"""The board on which a lead looks at the groups and adjusts them."""

from uuid import UUID, uuid4

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from collegium.domain.composition import Unsolvable
from collegium.groups import actions, queries
from collegium.groups.forms import GroupForm, MoveForm
from collegium.groups.forms.steps import LatecomerForm
from collegium.groups.models import PUBLISHED, Group, Programme, ProgrammeState
from collegium.groups.queries.moving import Destinations
from collegium.groups.queries.sitting import seated_in
from collegium.groups.views.finding import SCRIPT, people_of, posted, with_programme
from collegium.groups.words.faults import remedy
from collegium.people.http import PersonRequest
from collegium.people.models import Person


@require_GET
@with_programme
def board(request: PersonRequest, programme: Programme) -> HttpResponse:
    """The groups side by side; for the board's script only how good they are by now."""
    if SCRIPT in request.headers:
        return _summary(request, programme)
    context = {
        "programme": programme,
        "board": queries.board_of(programme),
        "draft": programme.state == ProgrammeState.DRAFT,
    }
    return render(request, "groups/board_page.html", context)


def _summary(request: PersonRequest, programme: Programme) -> HttpResponse:
    try:
        summary = queries.summary_of(programme)
    except Unsolvable:
        raise Http404 from None
    context = {"programme": programme, "board": summary}
    return render(request, "groups/_publish.html", context)


@require_GET
@with_programme
def shape(request: PersonRequest, programme: Programme, number: int) -> HttpResponse:
    """The picture of one group, for a board with many."""
    try:
        found = queries.shape_in(programme, number)
    except Unsolvable:
        found = None
    if found is None:
        raise Http404
    return render(request, "groups/_shape.html", {"shape": found})


@require_http_methods(["GET", "POST"])
@with_programme
def move(request: PersonRequest, programme: Programme, person_id: UUID) -> HttpResponse:
    """Where somebody could go and what that costs; a broken rule is asked about first."""
    if programme.state != ProgrammeState.DRAFT:
        raise actions.NotInPreparation
    try:
        offers = queries.destinations(programme, person_id)
    except Person.DoesNotExist:
        raise Http404 from None
    except Unsolvable as unsolvable:
        messages.error(request, remedy(unsolvable.faults[0], people_of(programme)))
        return redirect("groups:board", programme_id=programme.pk)
    form = MoveForm(posted(request), offers)
    if form.is_bound and _already_there(form.data.get("to"), offers):
        return redirect("groups:board", programme_id=programme.pk)
    if form.is_bound and form.is_valid() and not form.unconfirmed:
        return _moved(request, programme, offers, form)
    context = {
        "programme": programme,
        "offers": offers,
        "form": form,
        "company": queries.company_asked(programme, offers, request.GET.get("with", "")),
        "participants": queries.names_in(programme),
    }
    if form.is_bound and form.is_valid():
        context["unconfirmed"] = form.unconfirmed
    status = 422 if form.is_bound else 200
    return render(request, "groups/move_page.html", context, status=status)


def _already_there(key: str | None, offers: Destinations) -> bool:
    """Whether a repeated click finds its work done."""
    return offers.number is not None and (key or "").partition(":")[0] == str(offers.number)


def _moved(
    request: PersonRequest, programme: Programme, offers: Destinations, form: MoveForm
) -> HttpResponse:
    chosen = form.cleaned_data["to"]
    actions.move_person(
        programme,
        offers.person,
        to=chosen.number,
        in_exchange_for=chosen.partner,
        now=timezone.now(),
        by=request.user,
    )
    where = chosen.name or _("“Without a group”")
    messages.success(
        request, _("%(person)s is now in %(group)s.") % {"person": offers.person, "group": where}
    )
    return redirect("groups:board", programme_id=programme.pk)


@require_http_methods(["GET", "POST"])
@with_programme
def describe(request: PersonRequest, programme: Programme, number: int) -> HttpResponse:
    """Name and facilitator of a group."""
    try:
        group = programme.groups.get(number=number)
    except Group.DoesNotExist:
        raise Http404 from None
    form = GroupForm(posted(request), group)
    if form.is_bound and form.is_valid():
        actions.describe_group(group, **form.cleaned_data, by=request.user)
        messages.success(request, _("Saved."))
        return redirect("groups:board", programme_id=programme.pk)
    meets = group.state in PUBLISHED
    context = {
        "programme": programme,
        "group": group,
        "form": form,
        "members": seated_in(group) if meets else (),
    }
    status = 422 if form.is_bound else 200
    return render(request, "groups/describe_page.html", context, status=status)


@require_http_methods(["GET", "POST"])
@with_programme
def place(request: PersonRequest, programme: Programme) -> HttpResponse:
    """Places for everybody who has none, with the fewest moves; late joiners are named here."""
    running = programme.state == ProgrammeState.RUNNING
    form = LatecomerForm(posted(request) if running else None, programme)
    if form.is_bound and form.is_valid():
        actions.add_latecomer(programme, form.cleaned_data["email"])
        return redirect("groups:place", programme_id=programme.pk)
    try:
        offer = queries.placing_offered(programme)
    except Unsolvable as unsolvable:
        messages.error(request, remedy(unsolvable.faults[0], people_of(programme)))
        return redirect("groups:board", programme_id=programme.pk)
    context = {
        "programme": programme,
        "offer": offer,
        "once": uuid4(),
        "running": running,
        "form": form,
    }
    status = 422 if form.is_bound else 200
    return render(request, "groups/place_page.html", context, status=status)
