"""Changing the board: what a place costs, going there, and back. Also without JavaScript.

A script asks with the header `X-Board`, and is answered with the columns that have changed.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from collegium.domain.composition import Price, Unsolvable
from collegium.domain.composition.seated import NOWHERE
from collegium.groups import actions, queries
from collegium.groups.forms.steps import StepsForm, step_of
from collegium.groups.models import (
    BoardChange,
    ChangeKind,
    Group,
    Member,
    Programme,
    ProgrammeState,
)
from collegium.groups.queries.board import DRAWN
from collegium.groups.queries.moving import (
    Repair,
    position_of,
    prices_of,
    reasons_of,
    repair_of,
)
from collegium.groups.queries.table import Table, table_of
from collegium.groups.views.finding import SCRIPT, people_of, with_programme
from collegium.groups.words.faults import remedy
from collegium.groups.words.reasons import mix_after, why_all_here
from collegium.groups.words.rules import broken_rules
from collegium.people.http import PersonRequest
from collegium.people.models import Person

AT_ONCE = 1  # moves of a repair that is looked for within a drop


@dataclass(slots=True)
class Outcome:
    """What became of a change, to be shown and said."""

    said: str
    cost: str = ""
    broken: Sequence[str] = ()
    repair: str = ""
    steps: Sequence[str] = ()
    search: int | None = None
    undo: BoardChange | None = None
    failed: bool = False
    once: UUID = field(default_factory=uuid4)


@require_GET
@with_programme
def prices(_request: PersonRequest, programme: Programme, person_id: UUID) -> HttpResponse:
    """What each group would cost one person, and which rules it would break, in words.

    Once groups meet, nobody is moved here, and no price tells of what people ask for since.
    """
    if programme.state != ProgrammeState.DRAFT:
        raise actions.NotInPreparation
    try:
        table = table_of(programme)
        offers = prices_of(table, position_of(table, person_id))
    except Person.DoesNotExist:
        raise Http404 from None
    except Unsolvable as unsolvable:
        fault = remedy(unsolvable.faults[0], people_of(programme))
        return JsonResponse({"fault": fault}, status=409)
    ids = {one for price in offers.values() for found in price.broken for one in found.people}
    people = table.persons(ids)
    words = {
        table.groups[at].number: {
            "cost": mix_after(price.share),
            "broken": broken_rules(price.broken, people),
        }
        for at, price in offers.items()
    }
    return JsonResponse({"groups": words})


@require_POST
@with_programme
def change(request: PersonRequest, programme: Programme) -> HttpResponse:
    """Some people go to other groups."""
    form = StepsForm(request.POST)
    if not form.is_valid():
        return _answer(
            request, programme, (), Outcome(_("Choose who should go where."), failed=True)
        )
    targets = form.cleaned_data["targets"]
    if programme.state == ProgrammeState.RUNNING:
        return _join(request, programme, targets)
    table = _table(programme)
    try:
        made = actions.change_board(
            programme,
            targets,
            kind=ChangeKind(form.cleaned_data["kind"]),
            by=request.user,
            once=form.cleaned_data["once"],
            now=timezone.now(),
        )
    except (Group.DoesNotExist, Person.DoesNotExist):
        said = _("The board has changed since you opened it. Look again, then decide.")
        return _answer(request, programme, (), Outcome(said, failed=True))
    if made is None:
        return _answer(request, programme, (), Outcome(_("Everybody is there already.")))
    after = _after(programme, made, table) if table else None
    outcome = _outcome(programme, made, table, after)
    return _answer(request, programme, _numbers(programme, made), outcome, after)


@require_POST
@with_programme
def undo(request: PersonRequest, programme: Programme, change_id: UUID) -> HttpResponse:
    """Take the newest change back, or make it again."""
    again = "redo" in request.POST
    turn = actions.redo_change if again else actions.undo_change
    try:
        made = turn(programme, change_id, now=timezone.now(), by=request.user)
    except BoardChange.DoesNotExist:
        raise Http404 from None
    except actions.BoardMoved:
        said = _(
            "The groups are no longer as this step left them: they were formed anew or changed "
            "since. Nothing was changed."
        )
        return _answer(request, programme, (), Outcome(said, failed=True))
    said = _("Done again.") if again else _("Undone.")
    return _answer(request, programme, _numbers(programme, made), Outcome(said))


@require_POST
@with_programme
def pin(request: PersonRequest, programme: Programme) -> HttpResponse:
    """Let people stay where they are when groups are formed anew, or not."""
    persons = _uuids(request.POST.getlist("person"))
    if number := request.POST.get("group", ""):
        seated = Member.objects.filter(group__programme=programme, group__number=_number(number))
        persons += seated.values_list("person_id", flat=True)
    pinned = request.POST.get("pinned") == "1"
    count = actions.pin_people(programme, persons, pinned=pinned)
    if not count:
        return _answer(request, programme, (), Outcome(_("Nobody was found."), failed=True))
    seats = programme.groups.filter(members__person__in=persons).values_list("number", flat=True)
    said = (
        _("Stays here when the other groups are formed again.")
        if pinned
        else _("May go elsewhere when groups are formed again.")
    )
    return _answer(request, programme, set(seats), Outcome(said))


def _join(
    request: PersonRequest, programme: Programme, targets: dict[UUID, int | None]
) -> HttpResponse:
    places = {one: number for one, number in targets.items() if number is not None}
    try:
        count = actions.join_groups(programme, places, now=timezone.now(), by=request.user)
    except (Group.DoesNotExist, Person.DoesNotExist, actions.NotRunning):
        said = _("The groups have changed since you opened the page. Look again, then decide.")
        return _answer(request, programme, (), Outcome(said, failed=True))
    said = _("%(count)s people have a place now and are told.") % {"count": count}
    return _answer(request, programme, set(places.values()), Outcome(said))


def _after(programme: Programme, made: BoardChange, before: Table) -> Table:
    """The table after a change, without asking for everything again."""
    at = {str(pk): before.by_number[number] for pk, number in _group_numbers(programme, made)}
    position = before.index.position
    shift = {
        position[one]: at[to] if to else NOWHERE for one, _old, to in made.steps if one in position
    }
    return replace(before, seated=before.seated.after(shift))


def _outcome(
    programme: Programme, made: BoardChange, before: Table | None, table: Table | None
) -> Outcome:
    """What a change did, and what would mend it; long searches are left to another request."""
    people = Person.objects.in_bulk([UUID(one) for one, *_ in made.steps])
    places = _places(programme)
    said = " ".join(
        _("%(person)s: now in %(group)s.") % {"person": people[UUID(one)].name, "group": places[to]}
        for one, _old, to in made.steps
        if UUID(one) in people
    )
    outcome = Outcome(said, undo=made)
    if table is None or before is None:
        return outcome
    position = table.index.position
    shift = {
        position[one]: table.seated.place.get(position[one], NOWHERE)
        for one, *_ in made.steps
        if one in position
    }
    price = before.seated.price(shift)
    outcome.cost = mix_after(price.share)
    outcome.broken = words_of(table, price)
    if price.broken:
        wrong = {at for at in before.seated.changes(shift) if table.broken(at)}
        repair = repair_of(table, wrong, stay=shift, most=AT_ONCE)
        if repair:
            outcome.repair, outcome.steps = words_of_repair(table, repair)
        elif wrong:
            outcome.search = table.groups[min(wrong)].number
    return outcome


def words_of(table: Table, price: Price) -> list[str]:
    """The rules that a price breaks, in sentences."""
    people = table.persons({one for found in price.broken for one in found.people})
    return broken_rules(price.broken, people)


def words_of_repair(table: Table, repair: Repair) -> tuple[str, list[str]]:
    """A repair in words, and as the steps that a form sends."""
    ids = {table.index.people[one].id: to for one, to in repair.shift.items()}
    people = table.persons(set(ids))
    said = "; ".join(
        _("%(person)s to %(group)s") % {"person": people[one].name, "group": table.groups[to].name}
        if to >= 0
        else _("%(person)s without a group") % {"person": people[one].name}
        for one, to in ids.items()
    )
    steps = [step_of(one, table.groups[to].number if to >= 0 else None) for one, to in ids.items()]
    return f"{said}. {mix_after(repair.price.share)}", steps


def _answer(
    request: PersonRequest,
    programme: Programme,
    numbers: Collection[int],
    outcome: Outcome,
    table: Table | None = None,
) -> HttpResponse:
    """The changed columns for a script; for everybody else the board."""
    if SCRIPT not in request.headers:
        level = messages.ERROR if outcome.failed else messages.SUCCESS
        messages.add_message(request, level, f"{outcome.said} {outcome.cost}".strip())
        response = redirect("groups:board", programme_id=programme.pk)
        if numbers:
            response["Location"] += f"#group-{min(numbers)}"
        return response
    board = queries.board_of(programme, only=numbers, table=table)
    many = programme.groups.count() > DRAWN
    context = {
        "programme": programme,
        "board": board,
        "draft": programme.state == ProgrammeState.DRAFT,
        "outcome": outcome,
        "many": many,
    }
    columns = {
        column.group.number: render_to_string(
            "groups/_column.html", {**context, "column": column}, request
        )
        for column in board.columns
    }
    parts = {
        name: render_to_string(f"groups/_{name}.html", context, request)
        for name in ("outcome", "waiting", "journal")
    }
    status = 409 if outcome.failed else 200
    return JsonResponse({"columns": columns, "said": outcome.said, **parts}, status=status)


def _table(programme: Programme) -> Table | None:
    try:
        return table_of(programme)
    except Unsolvable:
        return None


def _places(programme: Programme) -> dict[str | None, str]:
    names = programme.groups.values_list("pk", "name")
    return {None: _("“Without a group”"), **{str(pk): name for pk, name in names}}


def _numbers(programme: Programme, made: BoardChange) -> set[int]:
    return {number for _pk, number in _group_numbers(programme, made)}


def _group_numbers(programme: Programme, made: BoardChange) -> list[tuple[UUID, int]]:
    groups = {group for _, *ends in made.steps for group in ends if group}
    return list(programme.groups.filter(pk__in=groups).values_list("pk", "number"))


def _number(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 6 else 0


def _uuids(texts: Collection[str]) -> list[UUID]:
    try:
        return [UUID(text) for text in texts]
    except ValueError:
        return []


@require_GET
@with_programme
def repair(request: PersonRequest, programme: Programme, number: int) -> HttpResponse:
    """What would end what a group breaks: on a page of its own, or as a part of the board."""
    if programme.state != ProgrammeState.DRAFT:
        raise actions.NotInPreparation
    table = _table(programme)
    at = table.by_number.get(number) if table else None
    if table is None or at is None:
        raise Http404
    stay = {
        table.index.position[one]
        for one in request.GET.getlist("stay")
        if one in table.index.position
    }
    found = repair_of(table, [at], stay=stay) or repair_of(table, [at])
    outcome = Outcome("")
    if found:
        outcome.repair, outcome.steps = words_of_repair(table, found)
    people = table.persons({one for v in table.broken(at) for one in v.people})
    context = {
        "programme": programme,
        "group": table.groups[at],
        "sentences": broken_rules(table.broken(at), people),
        "outcome": outcome,
    }
    part = "groups/_repair.html" if SCRIPT in request.headers else "groups/repair_page.html"
    return render(request, part, context)


@require_GET
@with_programme
def why(request: PersonRequest, programme: Programme, person_id: UUID) -> HttpResponse:
    """Why somebody sits where they sit, as a part of the board."""
    table = _table(programme)
    if table is None:
        raise Http404
    try:
        one = position_of(table, person_id)
    except Person.DoesNotExist:
        raise Http404 from None
    reasons = reasons_of(table, one)
    people = table.persons({str(person_id), *(other for r in reasons for other in r.people)})
    context = {
        "programme": programme,
        "person": people[str(person_id)],
        "pinned": one in table.pinned,
        "seated": one in table.seated.place,
        "draft": programme.state == ProgrammeState.DRAFT,
        "sentences": why_all_here(reasons, people),
    }
    return render(request, "groups/_why.html", context)
