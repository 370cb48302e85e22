"""The forms on a member's desk: what they can write, change and take back now."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.utils.text import Truncator
from django.utils.translation import gettext as _

from collegium.domain.playbook import Contribution, EventKind, Refused, Step, View
from collegium.domain.playbook.kinds import SCORE, OnceShown, Slot, slot_of, slots_of
from collegium.domain.playbook.state import Phase
from collegium.meetings.live.entry_fields import EntryField, Typed, entry_fields
from collegium.meetings.live.words import REASONS, TITLES

LONGEST_CHOICE = 90  # characters of an entry in a list to choose from

type Named = tuple[str, str]  # an id and what to call it


@dataclass(frozen=True, slots=True)
class Attempt:
    """What was refused, so that the page can say why and keep everything typed."""

    kind: str
    fields: Mapping[str, object]
    refusal: Refused

    @property
    def _scored(self) -> str:
        must = self.fields.get("slot") == SCORE.name
        return str(self.fields.get("about", "")) if must else ""

    @property
    def sheet(self) -> str:
        """Return the name of the sheet that was sent."""
        return sheet_name(
            str(self.fields.get("slot", "")),
            str(self.fields.get("contribution") or self._scored),
        )

    @property
    def typed(self) -> Typed:
        """Return what was typed, and what of it was refused."""
        return Typed(self.fields, self.refusal.field, REASONS[self.refusal.reason])


@dataclass(frozen=True, slots=True)
class Sheet:
    """A form on the desk, with the hidden fields that say what it is."""

    name: str
    kind: EventKind
    title: str
    step: Step
    slot: Slot
    language: str
    abouts: tuple[tuple[str, str], ...]
    entry: Contribution | None
    refused: Attempt | None
    hidden: tuple[tuple[str, str], ...]
    many: bool
    saved: bool = False
    rehearses: bool = False

    @property
    def fields(self) -> tuple[EntryField, ...]:
        """Lay out what is asked, with what was refused in its place; only when it is drawn."""
        return entry_fields(
            self.step,
            self.slot,
            language=self.language,
            abouts=self.abouts,
            entry=self.entry,
            typed=self.refused.typed if self.refused else None,
        )


@dataclass(frozen=True, slots=True)
class OwnEntry:
    """One of several entries of mine; `depth` counts the causes above it."""

    entry: Contribution
    change: Sheet | None
    removable: bool
    depth: int = 0

    @property
    def id(self) -> str:
        """Return which entry it is."""
        return self.entry.id


def sheet_name(slot: str, about: str) -> str:
    """Return the name of a form on the desk, the same at every rendering."""
    return f"{slot}-{about}" if about else slot


def shortened(entry: Contribution) -> str:
    """Return an entry as one line in a list to choose from."""
    text = entry.words["text"]
    return text if len(text) <= LONGEST_CHOICE else Truncator(text).chars(LONGEST_CHOICE)


@dataclass(frozen=True, slots=True)
class Sheets:
    """Lays out the forms of one view in one language, with what was refused in its place."""

    view: View
    language: str
    attempt: Attempt | None

    def fresh(self) -> Iterator[Sheet]:
        """Give a form for each thing that can be written now."""
        for slot in slots_of(self.view.step):
            if self._closed(slot) or (slot.back and slot.must):
                continue
            if slot.must:
                for entry in self._to_score(slot):
                    yield self._score(slot, entry)
            else:
                yield self._single(slot)

    def own(self) -> Iterator[OwnEntry]:
        """Give what this member has written where several entries are possible."""
        for entry in self.view.mine:
            slot = slot_of(self.view.step, entry.slot)
            if slot.many:
                free = not entry.signed and self.view.phase is not Phase.ENDED
                fixed = self.view.is_shown and slot.once_shown is not OnceShown.REVISE
                change = self._change(slot, entry) if free and not fixed else None
                closed = self.view.is_shown and slot.once_shown is OnceShown.CLOSED
                yield OwnEntry(
                    entry, change, removable=free and not closed, depth=self._depth(entry)
                )

    def _closed(self, slot: Slot) -> bool:
        return self.view.is_shown and slot.once_shown is OnceShown.CLOSED

    def _here(self) -> list[Contribution]:
        return sorted((*self.view.mine, *self.view.theirs), key=lambda one: one.at)

    def _to_score(self, slot: Slot) -> list[Contribution]:
        return [one for one in self._here() if one.slot in slot.about]

    def _depth(self, entry: Contribution) -> int:
        above = {one.id: one.about for one in self._here()}
        depth, parent = 0, entry.about
        while parent in above and depth < len(above):
            depth, parent = depth + 1, above[parent]
        return depth

    def _mine(self, slot: Slot, about: str = "") -> Contribution | None:
        found = (
            one
            for one in self.view.mine
            if one.slot == slot.name and (not slot.must or one.about == about)
        )
        return next(found, None)

    def _single(self, slot: Slot) -> Sheet:
        entry = None if slot.many else self._mine(slot)
        return self._sheet(slot, EventKind.CONTRIBUTE, str(TITLES[slot.name]), entry, {})

    def _score(self, slot: Slot, alternative: Contribution) -> Sheet:
        entry = self._mine(slot, alternative.id)
        hidden = {"about": alternative.id}
        return self._sheet(slot, EventKind.CONTRIBUTE, alternative.words["text"], entry, hidden)

    def _change(self, slot: Slot, entry: Contribution) -> Sheet:
        hidden = {"contribution": entry.id}
        return self._sheet(slot, EventKind.EDIT, "", entry, hidden)

    def _abouts(self, slot: Slot, kind: EventKind) -> list[tuple[str, str]]:
        if slot.must or not slot.about or kind is EventKind.EDIT:
            return []
        offered = self.view.choices if slot.back else self._here()
        found = [(one.id, shortened(one)) for one in offered if one.slot in slot.about]
        none = _("None of these") if slot.back else _("It stands by itself")
        return [("", none), *found] if found else []

    def _sheet(
        self,
        slot: Slot,
        kind: EventKind,
        title: str,
        entry: Contribution | None,
        hidden: Mapping[str, str],
    ) -> Sheet:
        name = sheet_name(slot.name, "".join(hidden.values()))
        refused = self.attempt if self.attempt and self.attempt.sheet == name else None
        return Sheet(
            name=name,
            kind=kind,
            title=title,
            step=self.view.step,
            slot=slot,
            language=self.language,
            abouts=tuple(self._abouts(slot, kind)),
            entry=entry,
            refused=refused,
            hidden=(("slot", slot.name), *hidden.items()),
            many=slot.many and kind is EventKind.CONTRIBUTE,
            saved=entry is not None,
            rehearses=any(mark.key == "rehearsed" for mark in slot.marks),
        )
