"""A playbook: the ordered, timed steps of a kind of session, as data."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum

from collegium.domain.datafile import Wording

USUAL_PEOPLE = 6


class StepKind(StrEnum):
    """What everybody does in a step; `kinds.SHAPES` says what each allows."""

    BRIEFING = "briefing"
    TALK_ROUND = "talk_round"
    CARDS = "cards"
    CAUSES = "causes"
    WEIGH = "weigh"
    CHOOSE = "choose"
    PLAN = "plan"
    PAIRS = "pairs"
    REPORT = "report"
    AGREEMENTS = "agreements"
    TAKEAWAYS = "takeaways"
    CHECK_OUT = "check_out"


class Role(StrEnum):
    """A part that one member plays; the owner is the one whose case it is."""

    HOST = "host"
    TIMEKEEPER = "timekeeper"
    SCRIBE = "scribe"
    OWNER = "owner"


OTHERS = "others"  # everybody but the owner


class Who(StrEnum):
    """Who speaks or writes in a step."""

    EVERYONE = "everyone"
    OWNER = "owner"
    OTHERS = OTHERS
    SCRIBE = "scribe"
    NOBODY = "nobody"


class Shows(StrEnum):
    """When what is written in a step is seen by all: at the host's reveal, or as it comes."""

    TOGETHER = "together"
    AT_ONCE = "at_once"


class Moment(StrEnum):
    """The time a reading speaks about; THEN is a member's look back at the start."""

    BEFORE = "before"
    AFTER = "after"
    THEN = "then"


@dataclass(frozen=True, slots=True)
class Question:
    """A number asked of each member in a step; `tally` shows the group its mean."""

    item: str
    moment: Moment
    low: int
    high: int
    wording: Wording
    tally: bool = False

    @property
    def key(self) -> str:
        """Return the name under which an answer is given, unique in its step."""
        return f"{self.item}_{self.moment}"


@dataclass(frozen=True, slots=True)
class Step:
    """One timed part of a playbook.

    It takes `fixed` minutes and `per_person` more for each. `talks` adds a speaking order,
    `at_once` shows entries as they come instead of together, `keep` marks the part that matters.
    `source` is the step whose entries are chosen or planned from, `case` counts from 1 where
    somebody's case is worked on. `cues` are by role, `others` among them.
    """

    key: str
    kind: StepKind
    title: Wording
    prompt: Wording
    fixed: int
    per_person: int = 0
    talks: bool = False
    speaks: Who = Who.EVERYONE
    writes: Who = Who.EVERYONE
    at_once: bool = False
    keep: bool = False
    case: int = 0
    source: str = ""
    votes: int = 0
    cues: Mapping[str, Wording] = field(default_factory=dict)
    questions: tuple[Question, ...] = ()

    def minutes_for(self, people: int) -> int:
        """Return how long the step takes with so many people."""
        return self.fixed + self.per_person * people

    def span(self, people: int) -> timedelta:
        """Return the same as a span of time."""
        return timedelta(minutes=self.minutes_for(people))


@dataclass(frozen=True, slots=True)
class Playbook:
    """The steps of a kind of session; `people` is how many its stated minutes are for."""

    key: str
    version: int
    author: str
    licence: str
    title: Wording
    aim: Wording
    steps: tuple[Step, ...]
    people: int = USUAL_PEOPLE
    _by_key: Mapping[str, Step] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Note where each step is; of two with the same key the first counts."""
        by_key = {step.key: step for step in reversed(self.steps)}
        object.__setattr__(self, "_by_key", by_key)

    @property
    def minutes(self) -> int:
        """Return how long the whole session takes with the usual number of people."""
        return self.minutes_for(self.people)

    @property
    def cases(self) -> int:
        """Return how many people bring a case."""
        return max((step.case for step in self.steps), default=0)

    @property
    def languages(self) -> tuple[str, ...]:
        """Return the languages that every text of the playbook is in."""
        return tuple(self.title.by_language)

    def minutes_for(self, people: int) -> int:
        """Return how long the whole session takes with so many people."""
        return sum(step.minutes_for(people) for step in self.steps)

    def step(self, key: str) -> Step:
        """Return the step of that key; raises `KeyError` where there is none."""
        return self._by_key[key]
