"""Composing: let the engine search, keep its answer, put its groups on the board."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import translation

from collegium.domain.composition import (
    VERSION,
    LeftOut,
    Moves,
    Result,
    Unsolvable,
    Watch,
    solve,
)
from collegium.domain.composition.conflicts import explain_conflicts
from collegium.domain.composition.storing import as_data, result_as_data
from collegium.groups.actions.asking import Wish, ask_for_groups
from collegium.groups.actions.leasing import claim_run, held
from collegium.groups.actions.placing import place_groups
from collegium.groups.actions.programmes import NotInPreparation, in_preparation
from collegium.groups.models import Composition, Programme, RunState, Trouble
from collegium.groups.queries.runs import account_of, problem_of
from collegium.people.models import Person

type Clock = Callable[[], datetime]


class NobodyFits(Exception):  # noqa: N818 - says what was found
    """The rules leave not one group; `left_out` says which stand in the way of whom."""

    def __init__(self, left_out: tuple[LeftOut, ...]) -> None:
        super().__init__(len(left_out))
        self.left_out = left_out


@dataclass(slots=True)
class Limit:
    """A run's budget of moves, which can be cut short; `after` says at which move it was.

    The same budget cut after the same move gives the same groups.
    """

    moves: int
    after: int | None = None
    cut: bool = False

    def spent(self, moves: int) -> float:
        """Share of the budget, all of it once cut."""
        if self.cut and self.after is None:
            self.after = moves
        if self.after is not None and moves >= self.after:
            return 1.0
        return moves / self.moves if self.moves > 0 else 1.0

    @classmethod
    def of(cls, run: Composition) -> "Limit":
        """The limit under which a run gave, or is to give, its answer."""
        return cls(run.moves, after=run.stopped_after)


def compose_groups(
    programme: Programme,
    *,
    by: Person,
    once: UUID,
    now: datetime,
    stop: Moves | None = None,
) -> Composition:
    """Ask for groups and form them here and now: for the demo and for tests.

    Raises NobodyFits, Unsolvable, AlreadyForming or NotInPreparation; the drafts stay.
    """
    wish = Wish(moves=stop.budget if stop else None)
    run = ask_for_groups(programme, wish, by=by, once=once, now=now)
    claimed = claim_run(now, only=run.pk) if run.under_way else None
    if claimed:
        run = run_composition(claimed, clock=lambda: now)
    if run.trouble == Trouble.NOBODY_FITS:
        raise NobodyFits(account_of(run).left_out)
    programme.refresh_from_db()
    return run


def run_composition(
    run: Composition, *, clock: Clock, limit: Limit | None = None, watch: Watch | None = None
) -> Composition:
    """Search for a run whose lease is held, and put its groups on the board.

    Where there can be none the run says why. Nothing is changed once the lease has passed
    to somebody else. Loads the compiled engine.
    """
    limit = limit or Limit(run.moves)
    try:
        result = solve(problem_of(run), stop=limit, seed=run.seed, watch=watch)
    except Unsolvable as unsolvable:
        faults = {"faults": as_data(unsolvable.faults)}
        return _fail(run, Trouble.FAULTY, clock(), result=faults)
    left = {
        "result": {"gap": result.gap, "answer": result_as_data(result)},
        "owes_reasons": bool(result.left_out),
        "version": VERSION,
    }
    if not any(result.groups):
        return _fail(run, Trouble.NOBODY_FITS, clock(), **left)
    return _keep(run, result, limit, clock(), left)


@transaction.atomic
def _keep(
    run: Composition, result: Result, limit: Limit, now: datetime, left: dict[str, object]
) -> Composition:
    try:
        programme = in_preparation(run.programme)
    except NotInPreparation:
        return _fail(run, Trouble.BEGUN, now)
    state = RunState.DONE if limit.after is None else RunState.STOPPED
    figures = {"share": 1.0, "closed": result.closed, "gap": result.gap}
    kept = _settle(run, state, now, {"stopped_after": limit.after, **figures, **left})
    if kept.state == state:
        language = run.created_by.language if run.created_by else translation.get_language()
        with translation.override(language):
            place_groups(programme, kept, result, now=now)
    return kept


def _fail(run: Composition, trouble: Trouble, now: datetime, **left: object) -> Composition:
    return _settle(run, RunState.FAILED, now, {"trouble": trouble, **left})


def _settle(
    run: Composition, state: RunState, now: datetime, left: Mapping[str, object]
) -> Composition:
    """The run as it is now: over, or in somebody else's hands."""
    searching = held(run).filter(state=RunState.RUNNING)
    fresh = {"attempts": 0, "leased_until": None}  # for the reasons that it may owe
    searching.update(state=state, ended_at=now, **fresh, **left)
    return Composition.objects.get(pk=run.pk)


def explain_run(run: Composition) -> None:
    """Find out which rules kept people out of a run's groups; its lease is held."""
    account = account_of(run)
    conflicts = explain_conflicts(problem_of(run), account.result) if account.result else ()
    result = {**run.result, "conflicts": as_data(conflicts)}
    held(run).update(result=result, owes_reasons=False, leased_until=None)
