"""Mean and spread of what several members scored."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from math import sqrt
from statistics import fmean

from collegium.domain.playbook.kinds import CRITERIA, VOTE
from collegium.domain.playbook.piles import lead_of
from collegium.domain.playbook.playbook import Step, StepKind
from collegium.domain.playbook.state import Contribution, State

FEWEST_FOR_A_QUESTION = 3
FEWEST_TO_WEIGH = 2


@dataclass(frozen=True, slots=True)
class Tally:
    """How `count` members scored one thing: `spread` is the standard deviation."""

    key: str
    count: int
    mean: float
    spread: float
    lowest: int
    highest: int


@dataclass(frozen=True, slots=True)
class Weighed:
    """An alternative and its tally on each criterion; none before anybody scored."""

    alternative: Contribution
    tallies: tuple[Tally, ...]

    @property
    def disagreement(self) -> float:
        """Return the widest spread: where talking is worth most."""
        return max((tally.spread for tally in self.tallies), default=0.0)


@dataclass(frozen=True, slots=True)
class Chosen:
    """An entry that was voted on, with its pile's name where it has one."""

    entry: Contribution
    name: str
    votes: int


def to_choose_from(state: State, step: Step) -> tuple[Contribution, ...]:
    """Return the entries that `step` votes on: those on top of their pile, by time."""
    source = [one for one in state.contributions if one.step == step.source]
    return tuple(one for one in source if one.slot in VOTE.about and one.id not in state.piles)


def chosen(state: State, step: str) -> tuple[Chosen, ...]:
    """Return what `step` voted on, most votes first; nothing where it does not vote."""
    voting = state.playbook.step(step)
    if voting.kind is not StepKind.CHOOSE:
        return ()
    cast = {
        (one.author, lead_of(state, one.about))
        for one in state.contributions
        if one.step == step and one.slot == VOTE.name
    }
    votes = Counter(lead for _, lead in cast)
    found = [
        Chosen(one, state.pile_names.get(one.id) or one.words["text"], votes[one.id])
        for one in to_choose_from(state, voting)
    ]
    return tuple(sorted(found, key=lambda one: -one.votes))


def weighed(state: State, step: str) -> tuple[Weighed, ...]:
    """Return the alternatives of `step` with their scores, widest disagreement first."""
    if state.playbook.step(step).kind is not StepKind.WEIGH:
        return ()
    here = [one for one in state.contributions if one.step == step]
    scores = [one for one in here if one.slot == "score"]
    found = [
        Weighed(one, _weighed_by([s for s in scores if s.about == one.id]))
        for one in here
        if one.slot == "alternative"
    ]
    return tuple(sorted(found, key=lambda one: -one.disagreement))


def _weighed_by(scores: list[Contribution]) -> tuple[Tally, ...]:
    if len(scores) < FEWEST_TO_WEIGH:  # the mean of one is that one's score
        return ()
    return _tallies(scores, CRITERIA)


def asked(state: State, step: str) -> tuple[Tally, ...]:
    """Return the group's answers to the shared questions of `step`, enough of them given."""
    questions = state.playbook.step(step).questions
    keys = [question.key for question in questions if question.tally]
    if not keys:
        return ()
    here = [one for one in state.contributions if one.step == step]
    return tuple(one for one in _tallies(here, keys) if one.count >= FEWEST_FOR_A_QUESTION)


def _tallies(entries: Iterable[Contribution], keys: Iterable[str]) -> tuple[Tally, ...]:
    entries = tuple(entries)
    found = ((key, [one.marks[key] for one in entries if key in one.marks]) for key in keys)
    return tuple(
        Tally(key, len(values), fmean(values), _spread(values), min(values), max(values))
        for key, values in found
        if values
    )


def _spread(values: list[int]) -> float:
    # `statistics.pstdev` takes twenty times as long; whole numbers are exact up to the root.
    count = len(values)
    return sqrt((count * sum(n * n for n in values) - sum(values) ** 2) / count**2)
