"""Composing: ask the engine, keep its answer, put its groups on the board."""

from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from collegium.domain.composition import VERSION, LeftOut, Problem, Result, Stop, solve
from collegium.groups.actions.programmes import in_preparation
from collegium.groups.models import Composition, Group, GroupState, Member, Programme
from collegium.groups.queries import composition_problem
from collegium.people.models import Person
from collegium.vault.rows import own_identity

type Json = str | int | float | bool | list[Json] | dict[str, Json] | None


class NobodyFits(Exception):  # noqa: N818 - says what was found
    """The rules leave not one group; `left_out` says which stand in the way of whom."""

    def __init__(self, left_out: tuple[LeftOut, ...]) -> None:
        super().__init__(len(left_out))
        self.left_out = left_out


def compose_groups(
    programme: Programme, *, by: Person, once: UUID, now: datetime, stop: Stop | None = None
) -> Composition:
    """Draft groups for a programme in preparation; earlier drafts are replaced.

    The same `once` composes once; another one looks for other groups. Raises Unsolvable,
    NobodyFits or NotInPreparation with nothing changed.
    """
    once = own_identity(Composition, once, programme=programme)
    known = programme.compositions.filter(pk=once).first()
    if known:
        return known
    problem = composition_problem(programme)
    seed = programme.compositions.count()
    result = solve(problem, stop=stop, seed=seed)
    if not result.groups:
        raise NobodyFits(result.left_out)
    with transaction.atomic():
        in_preparation(programme)
        composition, new = Composition.objects.get_or_create(
            pk=once,
            programme=programme,
            defaults={
                "created_by": by,
                "created_at": now,
                "version": VERSION,
                "seed": seed,
                "moves": result.moves,
                "problem": as_data(without_private(problem)),
                "result": {"gap": result.gap, "answer": as_data(result)},
            },
        )
        if new:
            _replace_drafts(programme, composition, result, now)
    return composition


def _replace_drafts(
    programme: Programme, composition: Composition, result: Result, now: datetime
) -> None:
    programme.groups.filter(state=GroupState.DRAFT).delete()
    helpers = result.facilitators or ("",) * len(result.groups)
    facilitators = [UUID(helper) if helper else None for helper in helpers]
    groups = Group.objects.bulk_create(
        Group(
            organisation_id=programme.organisation_id,
            programme=programme,
            composition=composition,
            facilitator_id=facilitators[at],
            number=at + 1,
            name=_("Group %(number)s") % {"number": at + 1},
            created_at=now,
        )
        for at in range(len(result.groups))
    )
    Member.objects.bulk_create(
        Member(group=group, person_id=UUID(person), joined_at=now)
        for group, people in zip(groups, result.groups, strict=True)
        for person in people
    )


def without_private(problem: Problem) -> Problem:
    """What may be kept of a question: everything but whom people named in private."""
    return replace(problem, rules=replace(problem.rules, vetoes=frozenset()))


def as_data(value: object) -> Json:
    """Frozen dataclasses as what JSON can hold, sets in order, so that a run can be repeated."""
    if is_dataclass(value):
        return {field.name: as_data(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, frozenset):
        return [as_data(item) for item in sorted(value)]
    if isinstance(value, tuple):
        return [as_data(item) for item in value]
    if isinstance(value, Mapping) and any(isinstance(key, tuple) for key in value):
        return [[*key, as_data(item)] for key, item in sorted(value.items())]
    if isinstance(value, Mapping):
        return {str(key): as_data(item) for key, item in value.items()}
    if value is None or isinstance(value, str | int | float):
        return value
    raise TypeError(type(value).__name__)
