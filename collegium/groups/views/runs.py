"""A run: how far it is, what it brought, what stood in its way, and the way to stop it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from collegium.groups import actions, queries
from collegium.groups.models import Composition, Programme
from collegium.groups.queries.runs import Account
from collegium.groups.views.finding import with_programme
from collegium.groups.words.conflicts import Told, told
from collegium.groups.words.faults import remedy
from collegium.groups.words.names import Named
from collegium.groups.words.places import place_of_fault, place_of_way_out
from collegium.groups.words.reasons import how_near
from collegium.groups.words.rules import why_left_out
from collegium.groups.words.runs import duration, on_the_way, trouble
from collegium.people.http import PersonRequest

PATIENCE = 20  # seconds after which a run that waits is explained


@dataclass(frozen=True, slots=True)
class Advice:
    """Something to change, and the address at which that is done."""

    sentence: str
    place: str


@dataclass(frozen=True, slots=True)
class Dispute:
    """A conflict of rules in words, with its ways out."""

    told: Told
    ways_out: tuple[Advice, ...]


@require_GET
@with_programme
def run(request: PersonRequest, programme: Programme, run_id: UUID) -> HttpResponse:
    """The page of a run; while it is under way, a part of it asks for itself again."""
    found = _found(programme, run_id)
    part = request.headers.get("X-Part")
    if part == "progress":
        return _progress(request, programme, found)
    if part == "reasons":
        headers = {} if found.owes_reasons else {"X-Go-To": request.path}
        return HttpResponse(status=204, headers=headers)
    account = queries.account_of(found)
    people = queries.people_in(account, programme)
    context = {
        "programme": programme,
        "account": account,
        "trouble": trouble(found),
        "near": how_near(account.result) if account.result else (),
        "without": [
            (people[out.person], why_left_out(out, people))
            for out in account.shown_out
            if out.person in people
        ],
        "faults": tuple(_faults(account, people)),
        "disputes": tuple(_disputes(account, people)),
    }
    return render(request, "groups/run_page.html", context | _times(found))


@require_POST
@with_programme
def stop_run(request: PersonRequest, programme: Programme, run_id: UUID) -> HttpResponse:  # noqa: ARG001 - a view
    """End a run with the best so far."""
    found = _found(programme, run_id)
    actions.stop_run(found, now=timezone.now())
    return redirect("groups:run", programme_id=programme.pk, run_id=found.pk)


def _found(programme: Programme, run_id: UUID) -> Composition:
    try:
        return queries.run_of(programme, run_id)
    except Composition.DoesNotExist:
        raise Http404 from None


def _progress(request: PersonRequest, programme: Programme, found: Composition) -> HttpResponse:
    """The part that changes; once the run is over, the way to where it is to be seen."""
    if found.under_way:
        context = {"programme": programme} | _times(found)
        return render(request, "groups/_run_progress.html", context)
    seated = found.result.get("answer") and not found.owes_reasons
    name = "groups:board" if seated and not found.trouble else "groups:run"
    ids = [programme.pk] if name == "groups:board" else [programme.pk, found.pk]
    return HttpResponse(headers={"X-Go-To": reverse(name, args=ids)})


def _times(found: Composition) -> dict[str, Any]:
    now = timezone.now()
    left = queries.seconds_left(found, now)
    return {
        "run": found,
        "percent": int(found.share * 100),
        "so_far": on_the_way(found.closed),
        "took": duration(queries.seconds_of(found, now)),
        "left": None if left is None else duration(left),
        "late": found.started_at is None and (now - found.created_at).total_seconds() > PATIENCE,
    }


def _faults(account: Account, people: Mapping[str, Named]) -> Iterator[Advice]:
    return (Advice(remedy(one, people), place_of_fault(one)) for one in account.faults)


def _disputes(account: Account, people: Mapping[str, Named]) -> Iterator[Dispute]:
    for conflict in account.conflicts:
        words = told(conflict, people)
        ways = list(zip(words.ways_out, conflict.ways_out, strict=True))
        helping = [(said, way) for said, way in ways if way.more or way.everybody] or ways
        yield Dispute(words, tuple(Advice(said, place_of_way_out(way)) for said, way in helping))
