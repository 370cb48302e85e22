"""What one member may see of a session."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from collegium.domain.playbook.events import EventKind
from collegium.domain.playbook.kinds import SLOTS
from collegium.domain.playbook.playbook import Step
from collegium.domain.playbook.rounds import turn_ends
from collegium.domain.playbook.state import Contribution, Phase, State
from collegium.domain.playbook.tallies import Tally, Weighed, asked, weighed
from collegium.domain.playbook.transitions import why_not


@dataclass(frozen=True, slots=True)
class View:
    """A session through one member's eyes.

    `mine` and `theirs` are entries of this step, `earlier` those of the steps before.
    `written` names who has written something that waits for the reveal, nothing more.
    `allowed` is what the table lets this member do now.
    """

    member: str
    phase: Phase
    sequence: int
    step: Step
    position: int
    host: str
    members: tuple[str, ...]
    present: frozenset[str]
    speaker: str
    waiting: tuple[str, ...]
    step_ends: datetime | None
    turn_ends: datetime | None
    is_shown: bool
    is_last_step: bool
    written: tuple[str, ...]
    mine: tuple[Contribution, ...]
    theirs: tuple[Contribution, ...]
    earlier: tuple[Contribution, ...]
    weighed: tuple[Weighed, ...]
    tallies: tuple[Tally, ...]
    allowed: frozenset[EventKind]

    @property
    def is_host(self) -> bool:
        """Return whether this member hosts."""
        return self.member == self.host


def visible(state: State, member: str) -> View:
    """Return what `member` may see; whoever is no member sees no entry at all."""
    return _view(state, member, sees=member in state.members)


def visible_to_all(state: State) -> View:
    """Return what every member sees alike: the wall of the room, with nobody's own entries."""
    return _view(state, "", sees=True)


def _view(state: State, member: str, *, sees: bool) -> View:
    entries = _entries(state, member) if sees else ()
    here = tuple(one for one in entries if one.step == state.step.key)
    ends = step_ends(state)
    line = state.round.waiting if state.round else ()
    counts = sees and state.is_shown
    return View(
        member=member,
        phase=state.phase,
        sequence=state.sequence,
        step=state.step,
        position=state.position,
        host=state.host,
        members=state.members,
        present=state.present,
        speaker=line[0] if line else "",
        waiting=line,
        step_ends=ends,
        turn_ends=turn_ends(state.round, ends) if state.round and line and ends else None,
        is_shown=state.is_shown,
        is_last_step=state.is_last_step,
        written=_written(state),
        mine=tuple(one for one in here if one.author == member),
        theirs=tuple(one for one in here if one.author != member),
        earlier=tuple(one for one in entries if one.step != state.step.key),
        weighed=weighed(state, state.step.key) if counts else (),
        tallies=asked(state, state.step.key) if counts else (),
        allowed=frozenset(k for k in EventKind if why_not(state, member, k) is None),
    )


def step_ends(state: State) -> datetime | None:
    """Return when the time of the current step is up, None outside a running session."""
    if state.step_began is None or state.phase is Phase.ENDED:
        return None
    return state.step_began + timedelta(minutes=state.step.minutes)


def _entries(state: State, member: str) -> tuple[Contribution, ...]:
    seen = (_as_seen(state, member, one) for one in state.contributions)
    return tuple(one for one in seen if one is not None)


def _as_seen(state: State, member: str, entry: Contribution) -> Contribution | None:
    slot = SLOTS[entry.slot]
    if entry.author == member:
        return entry
    if slot.counted or (slot.blind and entry.step not in state.revealed):
        return None
    # Answers to questions are a member's own business; the group sees means at most.
    own = {mark.key for mark in slot.marks}
    return replace(entry, marks={key: n for key, n in entry.marks.items() if key in own})


def _written(state: State) -> tuple[str, ...]:
    authors = {
        one.author
        for one in state.contributions
        if one.step == state.step.key and SLOTS[one.slot].blind
    }
    return tuple(member for member in state.members if member in authors)
