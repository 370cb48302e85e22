"""What is asked in the form of one sort of entry, made from what the engine knows of it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from collegium.domain.playbook import Contribution, Step
from collegium.domain.playbook.entries import LONGEST_TEXT
from collegium.domain.playbook.kinds import Mark, Slot, marks_of
from collegium.meetings.live.words import LABELS

WIDEST_SCALE = 7
COARSE = 10  # nobody knows how sure they are to the point


class Sort(StrEnum):
    """How something is asked."""

    TEXT = "text"
    SCALE = "scale"
    TICK = "tick"
    CHOICE = "choice"


@dataclass(frozen=True, slots=True)
class EntryField:
    """One thing asked, with what stands there or was typed; `problem` says why it was refused."""

    name: str
    sort: Sort
    label: str
    value: str
    required: bool = False
    help: str = ""
    problem: str = ""
    options: tuple[tuple[str, str], ...] = ()
    longest: int = LONGEST_TEXT


@dataclass(frozen=True, slots=True)
class Typed:
    """What was sent and refused: all that was typed, the field it is about and why."""

    values: Mapping[str, object]
    field: str
    why: str | Promise


def entry_fields(
    step: Step,
    slot: Slot,
    *,
    language: str,
    abouts: Sequence[tuple[str, str]] = (),
    entry: Contribution | None = None,
    typed: Typed | None = None,
) -> tuple[EntryField, ...]:
    """Return what is asked for `slot`, filled with what stands there or with what was typed.

    `abouts` are entries that it may refer to, with what to call them.
    """
    return tuple(_Asking(step, slot, language, entry, typed).all(tuple(abouts)))


@dataclass(frozen=True, slots=True)
class _Asking:
    step: Step
    slot: Slot
    language: str
    entry: Contribution | None
    typed: Typed | None

    def all(self, abouts: tuple[tuple[str, str], ...]) -> Iterator[EntryField]:
        if abouts:
            yield self._field("about", Sort.CHOICE, LABELS[self.slot.name, "about"], options=abouts)
        for name, key in LABELS:  # in the order in which one would say it
            if name == self.slot.name and key in self.slot.words + self.slot.optional:
                required = key in self.slot.words
                yield self._field(key, Sort.TEXT, LABELS[name, key], required=required)
        asked = {one.key: one.wording.in_language(self.language) for one in self.step.questions}
        for mark in marks_of(self.step, self.slot):
            yield self._mark(mark, asked.get(mark.key) or LABELS[self.slot.name, mark.key])

    def _mark(self, mark: Mark, label: str | Promise) -> EntryField:
        if (mark.low, mark.high) == (0, 1):
            return self._field(mark.key, Sort.TICK, label)
        wide = mark.high - mark.low >= WIDEST_SCALE
        numbers = range(mark.low, mark.high + 1, COARSE if wide else 1)
        said = _(
            "Nobody else sees this number; it only counts in averages. You may leave it empty."
        )
        return self._field(
            mark.key,
            Sort.SCALE,
            label,
            required=mark.required,
            help=said if wide else "",
            options=tuple((str(number), str(number)) for number in numbers),
        )

    def _field(
        self,
        name: str,
        sort: Sort,
        label: str | Promise,
        *,
        required: bool = False,
        help: str = "",  # noqa: A002 - what it is called in forms
        options: tuple[tuple[str, str], ...] = (),
    ) -> EntryField:
        refused = self.typed is not None and self.typed.field == name
        return EntryField(
            name=name,
            sort=sort,
            label=str(label),
            value=self._value(name),
            required=required,
            help=help,
            problem=str(self.typed.why) if self.typed and refused else "",
            options=options,
        )

    def _value(self, name: str) -> str:
        if self.typed is not None:
            return str(self.typed.values.get(name, ""))
        if self.entry is None:
            return ""
        if name == "about":
            return self.entry.about
        found = self.entry.words.get(name, self.entry.marks.get(name, ""))
        return str(found)
