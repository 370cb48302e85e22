"""What a session leaves behind, for the application to store when it ends."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from collegium.domain.playbook.kinds import CARD, PAIR_NOTE, PULSE
from collegium.domain.playbook.piles import lead_of
from collegium.domain.playbook.playbook import Moment, Question, Role
from collegium.domain.playbook.seeing import slot_for
from collegium.domain.playbook.state import Contribution, State
from collegium.domain.playbook.tallies import Weighed, chosen, weighed

NOTED = frozenset({CARD.name, PAIR_NOTE.name, PULSE.name})


@dataclass(frozen=True, slots=True)
class Plan:
    """When X happens, I will do Y.

    `key` is the contribution's id and `shown` whether the group saw it, here and below.
    """

    key: str
    member: str
    when: str
    will: str
    shown: bool


@dataclass(frozen=True, slots=True)
class Agreement:
    """What the group promised itself, and who signed."""

    key: str
    text: str
    proposed_by: str
    signed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Takeaway:
    """What a member takes along."""

    key: str
    member: str
    text: str
    shown: bool


@dataclass(frozen=True, slots=True)
class Cause:
    """A root cause the group saw; `in_our_control` is None when nobody said.

    `under` is the key of the cause it lies beneath, empty for a first one.
    """

    key: str
    member: str
    text: str
    in_our_control: bool | None
    under: str = ""


@dataclass(frozen=True, slots=True)
class Choice:
    """What the group voted on, a pile by its name, and how many votes it got."""

    key: str
    text: str
    votes: int


@dataclass(frozen=True, slots=True)
class OpenQuestion:
    """What is still to be found out."""

    key: str
    member: str
    text: str


@dataclass(frozen=True, slots=True)
class Report:
    """A member's after-action review; parts left empty are empty texts."""

    key: str
    member: str
    expected: str
    happened: str
    why: str
    next: str
    shown: bool


@dataclass(frozen=True, slots=True)
class Reading:
    """A number one member gave."""

    item: str
    member: str
    value: int
    moment: Moment
    at: datetime


@dataclass(frozen=True, slots=True)
class Note:
    """A card, a pair's note, a word at the end, a cause that was not shown; with its pile's name.

    What was not `shown` is its author's alone.
    """

    key: str
    member: str
    text: str
    pile: str
    shown: bool


@dataclass(frozen=True, slots=True)
class Outcomes:
    """Everything that outlasts the session; `roles` are owner_1, owner_2, … for the cases."""

    plans: tuple[Plan, ...]
    agreements: tuple[Agreement, ...]
    takeaways: tuple[Takeaway, ...]
    causes: tuple[Cause, ...]
    alternatives: tuple[Weighed, ...]
    reports: tuple[Report, ...]
    notes: tuple[Note, ...]
    choices: tuple[Choice, ...]
    questions: tuple[OpenQuestion, ...]
    readings: tuple[Reading, ...]
    roles: tuple[tuple[str, str], ...]
    attended: tuple[str, ...]


def outcomes(state: State) -> Outcomes:
    """Gather what the session produced; what nobody revealed stays with its author."""
    return Outcomes(
        plans=tuple(_plan(state, one) for one in _of(state, "plan")),
        agreements=tuple(map(_agreement, _of(state, "agreement"))),
        takeaways=tuple(_takeaway(state, one) for one in _of(state, "takeaway")),
        causes=tuple(_cause(one) for one in _of(state, "cause") if _shown(state, one)),
        alternatives=_alternatives(state),
        reports=tuple(_report(state, one) for one in _of(state, "report")),
        notes=tuple(_notes(state)),
        choices=_choices(state),
        questions=tuple(
            OpenQuestion(one.id, one.author, one.words["text"]) for one in _of(state, "question")
        ),
        readings=_readings(state),
        roles=_roles(state),
        attended=tuple(one for one in state.members if one in state.attended),
    )


def _notes(state: State) -> Iterator[Note]:
    for one in state.contributions:
        shown = _shown(state, one)
        if one.slot in NOTED or (one.slot == "cause" and not shown):
            pile = state.pile_names.get(lead_of(state, one.id), "")
            if text := one.words.get("text"):
                yield Note(one.id, one.author, text, pile, shown)


def _roles(state: State) -> tuple[tuple[str, str], ...]:
    owners = ((f"{Role.OWNER}_{case}", one) for case, one in enumerate(state.owners, 1))
    return ((Role.HOST.value, state.host), *state.roles.items(), *owners)


def _of(state: State, slot: str) -> list[Contribution]:
    return [one for one in state.contributions if one.slot == slot]


def _shown(state: State, entry: Contribution) -> bool:
    return entry.step in state.revealed or not slot_for(state, entry).blind


def _plan(state: State, entry: Contribution) -> Plan:
    words = entry.words
    return Plan(entry.id, entry.author, words["when"], words["will"], _shown(state, entry))


def _agreement(entry: Contribution) -> Agreement:
    return Agreement(entry.id, entry.words["text"], entry.author, entry.signed)


def _takeaway(state: State, entry: Contribution) -> Takeaway:
    return Takeaway(entry.id, entry.author, entry.words["text"], _shown(state, entry))


def _cause(entry: Contribution) -> Cause:
    said = entry.marks.get("in_our_control")
    ours = None if said is None else bool(said)
    return Cause(entry.id, entry.author, entry.words["text"], ours, entry.about)


def _choices(state: State) -> tuple[Choice, ...]:
    steps = (step.key for step in state.playbook.steps if step.key in state.revealed)
    return tuple(
        Choice(one.entry.id, one.name, one.votes)
        for step in steps
        for one in chosen(state, step)
        if one.votes
    )


def _report(state: State, entry: Contribution) -> Report:
    words = entry.words
    return Report(
        key=entry.id,
        member=entry.author,
        expected=words.get("expected", ""),
        happened=words["happened"],
        why=words.get("why", ""),
        next=words.get("next", ""),
        shown=_shown(state, entry),
    )


def _alternatives(state: State) -> tuple[Weighed, ...]:
    shown = (step.key for step in state.playbook.steps if step.key in state.revealed)
    return tuple(one for step in shown for one in weighed(state, step))


def _readings(state: State) -> tuple[Reading, ...]:
    asked = {
        (step.key, question.key): question
        for step in state.playbook.steps
        for question in step.questions
    }
    return tuple(
        _reading(asked[entry.step, key], entry, value)
        for entry in state.contributions
        for key, value in entry.marks.items()
        if (entry.step, key) in asked
    )


def _reading(question: Question, entry: Contribution, value: int) -> Reading:
    return Reading(question.item, entry.author, value, question.moment, entry.at)
