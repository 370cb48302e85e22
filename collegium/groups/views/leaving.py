"""Leaving one's group; a lead takes somebody out of one that meets."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from collegium.groups import actions
from collegium.groups.forms.leaving import SureForm
from collegium.groups.models import Member, Programme
from collegium.groups.queries.hands import hand_in
from collegium.groups.queries.sitting import sitting_in
from collegium.groups.views.finding import posted, with_programme
from collegium.people.http import PersonRequest
from collegium.people.models import Person


@require_http_methods(["GET", "POST"])
def leave(request: PersonRequest, member_id: UUID) -> HttpResponse:
    """Leave a group of one's own; who has left it already is told that it is so."""
    try:
        hand = hand_in(request.user, member_id)
    except Member.DoesNotExist:
        raise Http404 from None
    form = SureForm(posted(request))
    if hand.member.left_at is not None or (form.is_bound and form.is_valid()):
        actions.leave_group(hand, now=timezone.now())
        said = _("You have left %(group)s. What you wrote there is still yours.")
        messages.success(request, said % {"group": hand.group.name})
        return redirect("home")
    status = 422 if form.is_bound else 200
    return render(request, "groups/leave_page.html", {"hand": hand, "form": form}, status=status)


@require_http_methods(["GET", "POST"])
@with_programme
def take_out(request: PersonRequest, programme: Programme, person_id: UUID) -> HttpResponse:
    """End somebody's place in a group that meets; who has none any more has left already."""
    try:
        place = sitting_in(programme, person_id)
    except Member.DoesNotExist:
        raise Http404 from None
    form = SureForm(posted(request))
    if place.left_at is not None or (form.is_bound and form.is_valid()):
        _take_out(programme, place.person, request.user)
        said = _("%(person)s has no place in %(group)s any more.")
        messages.success(request, said % {"person": place.person.name, "group": place.group.name})
        return redirect("groups:board", programme_id=programme.pk)
    status = 422 if form.is_bound else 200
    context = {"programme": programme, "place": place, "form": form}
    return render(request, "groups/take_out_page.html", context, status=status)


def _take_out(programme: Programme, person: Person, by: Person) -> None:
    try:
        actions.take_out(programme, person.pk, now=timezone.now(), by=by)
    except Person.DoesNotExist:  # forgotten meanwhile
        raise Http404 from None
