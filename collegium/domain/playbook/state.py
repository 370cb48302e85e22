"""The state of a session: what its events add up to."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from collegium.domain.playbook.kinds import SHAPES, Shape
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
    """What one member added in a step. `id` is the key of the event that made it."""

    id: str
    step: str
    slot: str
    author: str
    at: datetime
    words: Mapping[str, str]
    marks: Mapping[str, int]
    about: str = ""
    signed: tuple[str, ...] = ()


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


@dataclass(frozen=True, slots=True)
class State:
    """Everything about a session. Member ids are texts that the caller chooses."""

    playbook: Playbook
    phase: Phase = Phase.LOBBY
    sequence: int = 0
    keys: frozenset[str] = frozenset()
    members: tuple[str, ...] = ()
    host: str = ""
    present: frozenset[str] = frozenset()
    attended: frozenset[str] = frozenset()
    position: int = 0
    step_began: datetime | None = None
    round: Round | None = None
    contributions: tuple[Contribution, ...] = ()
    revealed: frozenset[str] = frozenset()
    opened_at: datetime | None = None
    ended_at: datetime | None = None
    early: bool = field(default=False)

    @property
    def step(self) -> Step:
        """Return the step everybody is at."""
        return self.playbook.steps[self.position]

    @property
    def shape(self) -> Shape:
        """Return what the current step lets members do."""
        return SHAPES[self.step.kind]

    @property
    def is_last_step(self) -> bool:
        """Return whether no step follows."""
        return self.position == len(self.playbook.steps) - 1

    @property
    def is_shown(self) -> bool:
        """Return whether the current step has been revealed."""
        return self.step.key in self.revealed

    def find(self, contribution: str) -> Contribution | None:
        """Return the entry with that id, if there is one."""
        return next((one for one in self.contributions if one.id == contribution), None)
