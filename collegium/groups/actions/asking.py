"""Asking for groups: one run at a time for each programme, and a way to cut it short."""

from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from django.db import transaction

from collegium.audit.actions import note
from collegium.audit.verbs import Verb
from collegium.domain.composition import PRESETS, VERSION, Moves, Problem, Unsolvable, diagnose
from collegium.domain.composition.storing import problem_as_data
from collegium.groups.actions.programmes import in_preparation
from collegium.groups.models import UNDER_WAY, Composition, Effort, Mix, Programme, RunState
from collegium.groups.queries import composition_problem
from collegium.groups.queries.pins import Pins, pins
from collegium.people.models import Person
from collegium.vault.rows import own_identity

LONGER = 10  # times the moves of a quick run


class AlreadyForming(Exception):  # noqa: N818 - says what was found
    """Groups of this programme are being formed; `run` does it."""

    def __init__(self, run: Composition) -> None:
        super().__init__(run.pk)
        self.run = run


@dataclass(frozen=True, slots=True)
class Wish:
    """What a lead asks of a run. `moves` instead of an effort is for tests and the demo."""

    mix: str = Mix.WIDEST
    effort: str = Effort.QUICK
    moves: int | None = None


def ask_for_groups(
    programme: Programme,
    wish: Wish,
    *,
    by: Person,
    once: UUID,
    now: datetime,
    around: Pins | None = None,
) -> Composition:
    """Put a run in line; a worker takes it up. The same `once` asks once.

    Without `around` whoever is pinned on the board stays there. Raises Unsolvable,
    AlreadyForming or NotInPreparation with nothing changed.
    """
    once = own_identity(Composition, once, programme=programme)
    known = programme.compositions.filter(pk=once).first()
    if known:
        return known
    with transaction.atomic():
        in_preparation(programme)
    around = pins(programme) if around is None else around
    problem = _problem(programme, wish, around)
    faults = diagnose(problem)
    if faults:
        raise Unsolvable(faults)
    data = problem_as_data(problem)  # before the lock: a large roster takes seconds
    with transaction.atomic():
        in_preparation(programme)
        known = programme.compositions.filter(pk=once).first()
        other = programme.compositions.filter(state__in=UNDER_WAY).first()
        if other and not known:
            raise AlreadyForming(other)
        if known:
            return known
        run = Composition.objects.create(
            pk=once,
            programme=programme,
            created_by=by,
            created_at=now,
            state=RunState.WAITING,
            mix=wish.mix,
            effort=wish.effort,
            people=len(problem.people),
            version=VERSION,
            seed=_seed(programme),
            moves=_moves(wish, len(problem.people)),
            problem=data,
            kept_groups=[str(group) for group in around.groups],
        )
        note(Verb.GROUPS_FORMED, by.organisation_id, by=by.pk, subject=programme.pk, now=now)
        return run


def _problem(programme: Programme, wish: Wish, around: Pins) -> Problem:
    return replace(
        composition_problem(programme),
        weights=PRESETS[wish.mix],
        fixed=around.fixed,
        finished=around.finished,
    )


def _seed(programme: Programme) -> int:
    """Another one after every run that brought groups, so that asking again brings others."""
    return programme.compositions.filter(state__in=(RunState.DONE, RunState.STOPPED)).count()


def _moves(wish: Wish, people: int) -> int:
    quick = Moves.fitting(people).budget
    return wish.moves or (quick * LONGER if wish.effort == Effort.THOROUGH else quick)


@transaction.atomic
def stop_run(run: Composition, *, now: datetime) -> None:
    """Ask a run to end with the best so far; one that has not begun ends at once.

    Asked again, or too late, it changes nothing.
    """
    asked = Composition.objects.select_for_update().get(pk=run.pk)
    if asked.state == RunState.WAITING and not asked.attempts:
        asked.state, asked.ended_at = RunState.STOPPED, now
    if asked.under_way or asked.ended_at == now:
        asked.stop_asked = True
        asked.save(update_fields=["state", "ended_at", "stop_asked"])
