"""Runs of the composition engine, as their lead sees them and as a worker takes them up."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import chain
from uuid import UUID

from collegium.domain.composition import Fault, LeftOut, Problem, Result
from collegium.domain.composition.conflicts import Conflict
from collegium.domain.composition.storing import from_data, problem_from_data
from collegium.groups.models import UNDER_WAY, Composition, Programme
from collegium.groups.queries.problem import composition_problem
from collegium.people.models import Person

SHOWN_OUT = 20
MOST_NAMED = 2_000
EARLIER = 5
TELLING = 0.05  # share of a search from which its pace can be told


@dataclass(frozen=True, slots=True)
class Account:
    """What a run found. `result` has no placements; None where there was no answer."""

    result: Result | None = None
    faults: tuple[Fault, ...] = ()
    conflicts: tuple[Conflict, ...] = ()

    @property
    def left_out(self) -> tuple[LeftOut, ...]:
        """Who has no group."""
        return self.result.left_out if self.result else ()

    @property
    def shown_out(self) -> tuple[LeftOut, ...]:
        """The first of them."""
        return self.left_out[:SHOWN_OUT]


def run_of(programme: Programme, run_id: UUID) -> Composition:
    """One run of a programme; raises `Composition.DoesNotExist` for any other (one query)."""
    runs = programme.compositions.select_related("created_by").defer("problem")
    return runs.get(pk=run_id)


def run_under_way(programme: Programme) -> Composition | None:
    """The run that is to bring groups, where there is one."""
    runs = programme.compositions.select_related("created_by").defer("problem", "result")
    return runs.filter(state__in=UNDER_WAY).first()


def earlier_runs(programme: Programme) -> tuple[Composition, ...]:
    """The latest runs that are over, the newest first (one query)."""
    runs = programme.compositions.select_related("created_by").defer("problem", "result")
    return tuple(runs.exclude(state__in=UNDER_WAY)[:EARLIER])


def seconds_of(run: Composition, now: datetime) -> int:
    """How long a run has been under way, or was."""
    if run.started_at is None:
        return 0
    return max(0, int(((run.ended_at or now) - run.started_at).total_seconds()))


def seconds_left(run: Composition, now: datetime) -> int | None:
    """How much longer it will search at this pace; None while that cannot be told."""
    if run.search_began_at is None or run.share < TELLING:
        return None
    return int((now - run.search_began_at).total_seconds() * (1 / run.share - 1))


def account_of(run: Composition) -> Account:
    """What a stored run says."""
    stored = run.result
    answer = stored.get("answer")
    return Account(
        result=from_data(Result, answer) if answer else None,
        faults=from_data(tuple[Fault, ...], stored.get("faults", [])),
        conflicts=from_data(tuple[Conflict, ...], stored.get("conflicts", [])),
    )


def problem_of(run: Composition) -> Problem:
    """What a run was asked. It is stored without private vetoes; these are read anew."""
    vetoes = composition_problem(run.programme).rules.vetoes
    return problem_from_data(run.problem, vetoes=vetoes)


def people_in(account: Account, programme: Programme) -> Mapping[str, Person]:
    """Whoever an account names, by id (one query)."""
    ids = sorted(set(_named(account)))[:MOST_NAMED]
    people = Person.objects.filter(pk__in=ids, organisation=programme.organisation_id)
    return {str(person.pk): person for person in people}


def _named(account: Account) -> Iterator[str]:
    yield from chain.from_iterable(fault.people for fault in account.faults)
    for out in account.shown_out:
        yield out.person
        yield from chain.from_iterable(obstacle.people for obstacle in out.obstacles)
    for conflict in account.conflicts:
        yield from conflict.people
        yield from chain.from_iterable(rule.people for rule in conflict.rules)
        yield from chain.from_iterable(way.people for way in conflict.ways_out)
