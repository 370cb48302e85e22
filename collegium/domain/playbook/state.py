"""The state of a session: what its events add up to."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from collegium.domain.playbook.kinds import Slot, slots_of
from collegium.domain.playbook.playbook import Playbook, Step


class Phase(StrEnum):
    """Where a session stands; `transitions.TABLE` says what leads where."""

    LOBBY = "lobby"
    WRITING = "writing"
    GATHERING = "gathering"
    ROUND = "round"
    SHOWN = "shown"
    ENDED = "ended"


@dataclass(frozen=True, slots=True)
class Contribution:
    """What one member added in a step. `id` is the key of the event that made it.

    `among` are those it was written with, who read it before the others do; `device` is whose
    device it was written on, empty for the author's own.
    """

    id: str
    step: str
    slot: str
    author: str
    at: datetime
    words: Mapping[str, str]
    marks: Mapping[str, int]
    about: str = ""
    signed: tuple[str, ...] = ()
    among: tuple[str, ...] = ()
    device: str = ""


@dataclass(frozen=True, slots=True)
class Round:
    """A talk round: the first of `waiting` speaks since `began`."""

    waiting: tuple[str, ...]
    began: datetime
    spoken: frozenset[str] = frozenset()
    passed: frozenset[str] = frozenset()

    @property
    def speaker(self) -> str:
        """Return whose turn it is, empty when the round is over."""
        return self.waiting[0] if self.waiting else ""


@dataclass(frozen=True)
class State:
    """Everything about a session. Member ids are texts that the caller chooses.

    `roles` maps timekeeper and scribe to a member, `owners` has one for each case. `partners`
    are the pairs the group has, `pairs` those of the current step. `hosts` is the order in which
    hosting passes on, empty for that of the members. `held` are the steps that were gone on from,
    `ending` who would end here although something to keep is left. `carried` maps who has no
    device to the member whose device they use. `piles` maps an entry to the one it lies under.
    `spans` are the steps' times as they stand, `ends_by` is when the session should be over.
    """

    playbook: Playbook
    phase: Phase = Phase.LOBBY
    sequence: int = 0
    keys: frozenset[str] = frozenset()
    members: tuple[str, ...] = ()
    host: str = ""
    roles: Mapping[str, str] = field(default_factory=dict)
    owners: tuple[str, ...] = ()
    hosts: tuple[str, ...] = ()
    partners: tuple[tuple[str, ...], ...] = ()
    present: frozenset[str] = frozenset()
    attended: frozenset[str] = frozenset()
    carried: Mapping[str, str] = field(default_factory=dict)
    position: int = 0
    held: frozenset[str] = frozenset()
    step_began: datetime | None = None
    paused_at: datetime | None = None
    spans: Mapping[str, timedelta] = field(default_factory=dict)
    ends_by: datetime | None = None
    round: Round | None = None
    pairs: tuple[tuple[str, ...], ...] = ()
    hands: tuple[str, ...] = ()
    ready: frozenset[str] = frozenset()
    ending: frozenset[str] = frozenset()
    contributions: tuple[Contribution, ...] = ()
    piles: Mapping[str, str] = field(default_factory=dict)
    pile_names: Mapping[str, str] = field(default_factory=dict)
    revealed: frozenset[str] = frozenset()
    opened_at: datetime | None = None
    ended_at: datetime | None = None
    early: bool = field(default=False)

    @property
    def step(self) -> Step:
        """Return the step everybody is at."""
        return self.playbook.steps[self.position]

    @property
    def slots(self) -> tuple[Slot, ...]:
        """Return what the current step lets members write."""
        return slots_of(self.step)

    @property
    def hides(self) -> bool:
        """Return whether something in the current step waits for a reveal."""
        return any(slot.blind for slot in self.slots)

    @property
    def is_last_step(self) -> bool:
        """Return whether no step follows."""
        return self.position == len(self.playbook.steps) - 1

    @property
    def is_shown(self) -> bool:
        """Return whether the current step has been revealed."""
        return self.step.key in self.revealed

    @property
    def owner(self) -> str:
        """Return whose case the current step is about, empty where it is nobody's."""
        case = self.step.case
        return self.owners[case - 1] if 0 < case <= len(self.owners) else ""

    def clock_at(self, at: datetime) -> datetime:
        """Return what the clocks of the session say at a time: in a break they stand still."""
        return self.paused_at or at

    def find(self, contribution: str) -> Contribution | None:
        """Return the entry with that id, if there is one."""
        return next((one for one in self.contributions if one.id == contribution), None)
