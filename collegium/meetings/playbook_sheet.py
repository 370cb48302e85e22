"""A playbook laid out to be read: each step in words, with its minutes and every language.

Works without a database.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from collegium.domain.playbook import Playbook, Step
from collegium.domain.playbook.kinds import SHAPES
from collegium.domain.playbook.playbook import Who
from collegium.meetings.words import steps as words
from collegium.people.tongues import language_name

GROUPS = (4, 6, 8)  # people
SEVERAL = frozenset({Who.EVERYONE, Who.OTHERS})


@dataclass(frozen=True, slots=True)
class Spoken:
    """A step in one language."""

    code: str
    language: str
    title: str
    prompt: str
    cues: tuple[tuple[words.Words, str], ...]  # role, text
    questions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class StepSheet:
    """A step as it is read: `minutes` for each of `GROUPS`, `rules` as sentences."""

    key: str
    title: str
    kind: words.Words
    minutes: tuple[int, ...]
    case: int
    rules: tuple[words.Words, ...]
    spoken: tuple[Spoken, ...]  # the reader's language first


@dataclass(frozen=True, slots=True)
class Sheet:
    """A playbook as it is read."""

    key: str
    version: int
    author: str
    licence: str
    title: str
    aim: str
    languages: tuple[str, ...]
    cases: int
    minutes: tuple[int, ...]
    steps: tuple[StepSheet, ...]

    @property
    def people(self) -> tuple[int, ...]:
        """Return the sizes of group that minutes are given for."""
        return GROUPS


def sheet_of(book: Playbook, language: str) -> Sheet:
    """Lay a playbook out for a reader of `language`."""
    codes = sorted(
        book.languages, key=lambda code: (code != language.split("-", maxsplit=1)[0], code != "en")
    )
    return Sheet(
        key=book.key,
        version=book.version,
        author=book.author,
        licence=book.licence,
        title=book.title.in_language(language),
        aim=book.aim.in_language(language),
        languages=tuple(language_name(code) for code in codes),
        cases=book.cases,
        minutes=tuple(map(book.minutes_for, GROUPS)),
        steps=tuple(_step(step, language, codes) for step in book.steps),
    )


def _step(step: Step, language: str, codes: list[str]) -> StepSheet:
    return StepSheet(
        key=step.key,
        title=step.title.in_language(language),
        kind=words.KINDS[step.kind],
        minutes=tuple(map(step.minutes_for, GROUPS)),
        case=step.case,
        rules=tuple(_rules(step)),
        spoken=tuple(_spoken(step, code) for code in codes),
    )


def _rules(step: Step) -> Iterator[words.Words]:
    slots = SHAPES[step.kind].slots
    yield words.SPEAKS[step.speaks]
    if step.talks and step.speaks in SEVERAL:
        yield words.IN_TURN
    yield words.WRITES[step.writes] if slots else words.NOT_WRITTEN
    if any(slot.blind for slot in slots):
        yield words.AT_ONCE if step.at_once else words.TOGETHER
    if step.keep:
        yield words.KEPT


def _spoken(step: Step, code: str) -> Spoken:
    return Spoken(
        code=code,
        language=language_name(code),
        title=step.title.in_language(code),
        prompt=step.prompt.in_language(code),
        cues=tuple(
            (words.CUES[role], step.cues[role].in_language(code))
            for role in words.CUES
            if role in step.cues
        ),
        questions=tuple(one.wording.in_language(code) for one in step.questions),
    )
