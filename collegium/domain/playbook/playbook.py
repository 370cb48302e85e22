"""A playbook: the ordered, timed steps of a kind of session, as data."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

FALLBACK_LANGUAGE = "en"


class StepKind(StrEnum):
    """What everybody does in a step; `kinds.SHAPES` says what each allows."""

    BRIEFING = "briefing"
    TALK_ROUND = "talk_round"
    CARDS = "cards"
    CAUSES = "causes"
    WEIGH = "weigh"
    PLAN = "plan"
    REPORT = "report"
    AGREEMENTS = "agreements"
    TAKEAWAYS = "takeaways"
    CHECK_OUT = "check_out"


class Moment(StrEnum):
    """The time a reading speaks about; THEN is a member's look back at the start."""

    BEFORE = "before"
    AFTER = "after"
    THEN = "then"


@dataclass(frozen=True, slots=True)
class Wording:
    """One text in several languages."""

    by_language: Mapping[str, str]

    def in_language(self, code: str) -> str:
        """Return the text for `code` ("de-at" falls back to "de"), else the English one."""
        texts = self.by_language
        for candidate in (code, code.split("-", maxsplit=1)[0], FALLBACK_LANGUAGE):
            if candidate in texts:
                return texts[candidate]
        return next(iter(texts.values()), "")


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
    """One timed part of a playbook; `talks` adds a speaking order."""

    key: str
    kind: StepKind
    minutes: int
    title: Wording
    prompt: Wording
    cue: Wording
    talks: bool
    questions: tuple[Question, ...] = ()


@dataclass(frozen=True, slots=True)
class Playbook:
    """The steps of a kind of session."""

    key: str
    version: int
    author: str
    licence: str
    title: Wording
    aim: Wording
    steps: tuple[Step, ...]

    @property
    def minutes(self) -> int:
        """Return how long the whole session takes."""
        return sum(step.minutes for step in self.steps)
