"""One member's own part of the page: what they wrote, can write and can do."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from uuid import UUID, uuid4

from collegium.domain.playbook import Contribution, EventKind, Refused, State, View, visible
from collegium.domain.playbook.kinds import OnceShown, Slot, slot_of, slots_of
from collegium.domain.playbook.state import Phase
from collegium.meetings.live.entry_forms import EntryForm, entry_form
from collegium.meetings.live.sending import WORDS
from collegium.meetings.live.words import REASONS, TITLES


@dataclass(frozen=True, slots=True)
class Attempt:
    """What was refused, so that the page can say why and keep everything typed."""

    kind: str
    fields: Mapping[str, object]
    refusal: Refused

    @property
    def sheet(self) -> str:
        """Return the name of the sheet that was sent."""
        return sheet_name(
            str(self.fields.get("slot", "")),
            str(self.fields.get("contribution") or self.fields.get("about") or ""),
        )


@dataclass(frozen=True, slots=True)
class Sheet:
    """A form on the desk, with the hidden fields that say what it is."""

    name: str
    kind: EventKind
    title: str
    form: EntryForm
    hidden: tuple[tuple[str, str], ...]
    many: bool
    saved: bool = False
    key: UUID = field(default_factory=uuid4)


@dataclass(frozen=True, slots=True)
class OwnEntry:
    """One of several entries of mine."""

    entry: Contribution
    change: Sheet | None
    removable: bool
    key: UUID = field(default_factory=uuid4)


@dataclass(frozen=True, slots=True)
class Promise:
    """A proposed agreement; `own` when it is mine and can still be changed."""

    entry: Contribution
    by: str
    signed: tuple[str, ...]
    can_sign: bool
    own: OwnEntry | None
    key: UUID = field(default_factory=uuid4)


@dataclass(frozen=True, slots=True)
class Desk:
    """Everything a member can do now."""

    view: View
    cue: str
    sheets: tuple[Sheet, ...]
    own: tuple[OwnEntry, ...]
    promises: tuple[Promise, ...]
    heirs: tuple[tuple[str, str], ...]
    is_here: bool
    is_turn: bool
    problem: str
    leftover: tuple[str, ...]

    def may(self, kind: EventKind) -> bool:
        """Return whether the table lets this member do `kind`."""
        return kind in self.view.allowed


def desk_of(
    state: State,
    member: str,
    names: Mapping[str, str],
    language: str,
    attempt: Attempt | None = None,
) -> Desk:
    """Lay out the desk of one member."""
    view = visible(state, member)
    builder = _Sheets(view, names, language, attempt)
    sheets = tuple(builder.fresh()) if EventKind.CONTRIBUTE in view.allowed else ()
    own = tuple(one for one in builder.own() if one.change or one.removable)
    placed = {one.name for one in sheets} | {one.change.name for one in own if one.change}
    return Desk(
        view=view,
        cue=view.step.cues["host"].in_language(language),
        sheets=sheets,
        own=tuple(one for one in own if one.entry.slot != "agreement"),
        promises=tuple(_promises(view, names, own)),
        heirs=tuple((one, names.get(one, "")) for one in _heirs(view)),
        is_here=member in view.present,
        is_turn=view.speaker == member,
        problem=_problem(attempt, placed),
        leftover=_leftover(attempt, placed),
    )


def sheet_name(slot: str, about: str) -> str:
    """Return the name of a form on the desk, the same at every rendering."""
    return f"{slot}-{about}" if about else slot


def _heirs(view: View) -> tuple[str, ...]:
    return tuple(one for one in view.members if one in view.present and one != view.host)


def _problem(attempt: Attempt | None, placed: set[str]) -> str:
    if attempt is None or (attempt.refusal.field and attempt.sheet in placed):
        return ""
    return str(REASONS[attempt.refusal.reason])


def _leftover(attempt: Attempt | None, placed: set[str]) -> tuple[str, ...]:
    if attempt is None or attempt.sheet in placed:
        return ()
    typed = (str(value) for name, value in attempt.fields.items() if name in WORDS)
    return tuple(text for text in typed if text.strip())


def _promises(view: View, names: Mapping[str, str], own: tuple[OwnEntry, ...]) -> Iterator[Promise]:
    for entry in (*view.mine, *view.theirs):
        if entry.slot == "agreement":
            yield Promise(
                entry,
                by=names.get(entry.author, ""),
                signed=tuple(names.get(one, "") for one in entry.signed),
                can_sign=EventKind.SIGN in view.allowed and view.member not in entry.signed,
                own=next((one for one in own if one.entry.id == entry.id), None),
            )


@dataclass(frozen=True, slots=True)
class _Sheets:
    view: View
    names: Mapping[str, str]
    language: str
    attempt: Attempt | None

    def fresh(self) -> Iterator[Sheet]:
        for slot in slots_of(self.view.step):
            if self._closed(slot):
                continue
            if slot.must and not slot.back:
                for entry in self._alternatives():
                    yield self._score(slot, entry)
            else:
                yield self._single(slot)

    def own(self) -> Iterator[OwnEntry]:
        for entry in self.view.mine:
            slot = slot_of(self.view.step, entry.slot)
            if slot.many:
                free = not entry.signed and self.view.phase is not Phase.ENDED
                fixed = self.view.is_shown and slot.once_shown is not OnceShown.REVISE
                change = self._change(slot, entry) if free and not fixed else None
                closed = self.view.is_shown and slot.once_shown is OnceShown.CLOSED
                yield OwnEntry(entry, change, removable=free and not closed)

    def _closed(self, slot: Slot) -> bool:
        return self.view.is_shown and slot.once_shown is OnceShown.CLOSED

    def _alternatives(self) -> list[Contribution]:
        here = (*self.view.mine, *self.view.theirs)
        return sorted((one for one in here if one.slot == "alternative"), key=lambda one: one.at)

    def _mine(self, slot: Slot, about: str = "") -> Contribution | None:
        found = (one for one in self.view.mine if (one.slot, one.about) == (slot.name, about))
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
        form = entry_form(
            self.view.step,
            slot,
            prefix=name,
            language=self.language,
            entry=entry,
            typed=refused.fields if refused else None,
        )
        if refused:
            _blame(form, refused.refusal)
        return Sheet(
            name=name,
            kind=kind,
            title=title,
            form=form,
            hidden=(("slot", slot.name), *hidden.items()),
            many=slot.many and kind is EventKind.CONTRIBUTE,
            saved=entry is not None,
        )


def _blame(form: EntryForm, refusal: Refused) -> None:
    form.full_clean()
    name = refusal.field
    if name in form.fields and not form.errors.get(name):
        form.add_error(name, str(REASONS[refusal.reason]))
