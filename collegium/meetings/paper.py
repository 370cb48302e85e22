"""A playbook on one sheet of A4: prompts, minutes, and lines to write on as far as there is room.

Text is measured by guess, with some room to spare: letters differ from machine to machine.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from math import ceil

from collegium.domain.playbook import Playbook, Step
from collegium.meetings.words.steps import FIELDS, Words

ROOM = 2 * 214  # mm: two columns, less what their ends waste
RULED = 6.5  # mm from one line to write on to the next
MOST_LINES = 7
STEP_ENDS = 2.5  # lines: a step's title and the space around it


@dataclass(frozen=True, slots=True)
class Density:
    """How small the print is: `line` in mm, `letters` to a line of a column."""

    name: str
    line: float
    letters: int


DENSITIES = (Density("roomy", 4.8, 48), Density("close", 4.2, 54), Density("dense", 3.6, 63))


@dataclass(frozen=True, slots=True)
class PaperStep:
    """A step on paper; `lines` to write on below each of the `fields`."""

    title: str
    prompt: str
    minutes: int
    questions: tuple[str, ...]
    fields: tuple[Words, ...]
    lines: range = range(1)


@dataclass(frozen=True, slots=True)
class Paper:
    """A playbook as it is printed."""

    title: str
    aim: str
    minutes: int
    density: str
    steps: tuple[PaperStep, ...]


def paper_of(book: Playbook, language: str, people: int) -> Paper:
    """Lay a playbook out for a group of so many people, in a reader's language."""
    steps = [_step(step, language, people) for step in book.steps]
    fitting = (one for one in DENSITIES if _height(steps, one) <= ROOM)
    density = next(fitting, DENSITIES[-1])
    lines = range(_lines(steps, density))
    return Paper(
        title=book.title.in_language(language),
        aim=book.aim.in_language(language),
        minutes=book.minutes_for(people),
        density=density.name,
        steps=tuple(
            PaperStep(one.title, one.prompt, one.minutes, one.questions, one.fields, lines)
            for one in steps
        ),
    )


def _step(step: Step, language: str, people: int) -> PaperStep:
    return PaperStep(
        title=step.title.in_language(language),
        prompt=step.prompt.in_language(language),
        minutes=step.minutes_for(people),
        questions=tuple(one.wording.in_language(language) for one in step.questions),
        fields=FIELDS.get(step.kind, ()),
    )


def _height(steps: Iterable[PaperStep], density: Density) -> float:
    """What the steps take in mm, with one line for each field."""
    return sum(_one(step, density) for step in steps)


def _one(step: PaperStep, density: Density) -> float:
    texts = (step.prompt, *step.questions)
    lines = STEP_ENDS + sum(ceil(len(text) / density.letters) for text in texts)
    return density.line * (lines + len(step.fields)) + RULED * len(step.fields)


def _lines(steps: list[PaperStep], density: Density) -> int:
    fields = sum(len(step.fields) for step in steps)
    spare = ROOM - _height(steps, density)
    return max(1, min(MOST_LINES, 1 + int(spare / (RULED * fields)))) if fields else 1
