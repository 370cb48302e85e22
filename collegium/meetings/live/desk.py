"""One member's own part of the page: what they wrote, can write and can do."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from django.utils import timezone

from collegium.domain.playbook import Contribution, EventKind, State, View
from collegium.domain.playbook.clock import planned_anew
from collegium.domain.playbook.kinds import AGREEMENT, SCORE, SHAPES, VOTE
from collegium.domain.playbook.overview import Overview
from collegium.domain.playbook.playbook import OTHERS, Role
from collegium.domain.playbook.view import seen_by
from collegium.meetings.live.sending import WORDS
from collegium.meetings.live.sheets import Attempt, Named, OwnEntry, Sheet, Sheets
from collegium.meetings.live.words import REASONS, ROLES


@dataclass(frozen=True, slots=True)
class CueCard:
    """What a member's part asks of them in this step."""

    role: str
    text: str


@dataclass(frozen=True, slots=True)
class Promise:
    """A proposed agreement; `own` when it is mine and can still be changed."""

    entry: Contribution
    by: str
    signed: tuple[str, ...]
    can_sign: bool
    own: OwnEntry | None


@dataclass(frozen=True, slots=True)
class Ballot:
    """Something to vote for; `vote` is the id of my vote for it, empty without one."""

    entry: Contribution
    name: str
    by: str
    vote: str


@dataclass(frozen=True, slots=True)
class Shift:
    """A step that a new plan would make shorter or longer, in whole minutes."""

    title: str
    before: int
    after: int


@dataclass(frozen=True, slots=True)
class Rest:
    """How the rest of the session would be planned anew."""

    shifts: tuple[Shift, ...]
    ends_at: datetime
    ends_by: datetime | None


@dataclass(frozen=True, slots=True)
class Part:
    """A role that the host may give to somebody: who has it, who could."""

    role: str
    title: str
    holder: str
    case: int


class Desk:
    """Everything a member can do now; each thing is worked out when it is asked for.

    `stands_for` is whose desk it is on a shared device.
    """

    def __init__(
        self,
        overview: Overview,
        member: str,
        names: Mapping[str, str],
        language: str,
        attempt: Attempt | None = None,
        *,
        stands_for: str = "",
    ) -> None:
        self.view = seen_by(stands_for or member, overview)
        self.stands_for = stands_for
        self._state = overview.state
        self._names = names
        self._language = language
        self._attempt = attempt
        self._sheets = Sheets(self.view, language, attempt)

    def may(self, kind: str) -> bool:
        """Return whether the table lets this member do `kind`."""
        return kind in self.view.allowed

    @property
    def name(self) -> str:
        """Return what whoever sits here is called."""
        return self._name(self.view.member)

    @property
    def cue(self) -> str:
        """Return what the step asks of its host."""
        return self.view.step.cues[Role.HOST].in_language(self._language)

    @property
    def cards(self) -> tuple[CueCard, ...]:
        """Return what the step asks of whoever has this member's parts."""
        return tuple(_cards(self.view, self._language))

    @cached_property
    def sheets(self) -> tuple[Sheet, ...]:
        """Return a form for each thing that can be written."""
        return tuple(self._sheets.fresh()) if self.may(EventKind.CONTRIBUTE) else ()

    @property
    def own(self) -> tuple[OwnEntry, ...]:
        """Return what was written here and can be changed or taken back, but for promises."""
        return tuple(one for one in self._written if one.entry.slot != AGREEMENT.name)

    @cached_property
    def promises(self) -> tuple[Promise, ...]:
        """Return what was proposed to be promised."""
        return tuple(_promises(self.view, self._names, self._written))

    @cached_property
    def ballots(self) -> tuple[Ballot, ...]:
        """Return what can be voted for."""
        return tuple(_ballots(self.view, self._names))

    @property
    def votes_left(self) -> int:
        """Return how many votes are left."""
        return self.view.step.votes - sum(bool(one.vote) for one in self.ballots)

    @property
    def heirs(self) -> tuple[Named, ...]:
        """Return to whom hosting can be handed."""
        return self._called(_heirs(self.view))

    @property
    def everybody(self) -> tuple[Named, ...]:
        """Return all members."""
        return self._called(self.view.members)

    @cached_property
    def absent(self) -> tuple[Named, ...]:
        """Return who is not there."""
        return self._called(one for one in self.view.members if one not in self.view.present)

    @cached_property
    def carries(self) -> tuple[Named, ...]:
        """Return who takes part through this device."""
        return self._called(self.view.carries)

    @property
    def partners(self) -> tuple[str, ...]:
        """Return with whom this member works."""
        return tuple(self._name(one) for one in self.view.partners)

    @property
    def parts(self) -> tuple[Part, ...]:
        """Return the parts that the host can give to somebody."""
        return tuple(_parts(self.view))

    @cached_property
    def rest(self) -> Rest | None:
        """Return how the rest would be planned anew."""
        return _rest(self._state, self._language) if self.may(EventKind.REPLAN) else None

    @property
    def is_here(self) -> bool:
        """Return whether this member is there."""
        return self.view.member in self.view.present

    @property
    def is_turn(self) -> bool:
        """Return whether it is this member's turn."""
        return self.view.speaker == self.view.member

    @property
    def is_ready(self) -> bool:
        """Return whether this member has done what the step asks for."""
        return self.view.member in self.view.ready

    @property
    def hand_is_up(self) -> bool:
        """Return whether this member would like to say something."""
        return self.view.member in self.view.hands

    @property
    def ending(self) -> tuple[str, ...]:
        """Return who would end here."""
        return tuple(self._name(one) for one in self.view.ending)

    @property
    def agrees_to_end(self) -> bool:
        """Return whether this member would end here."""
        return self.view.member in self.view.ending

    @property
    def listens(self) -> bool:
        """Return whether this member only listens to what is said about their case."""
        step = self.view.step
        return self.view.is_owner and OTHERS in (step.speaks, step.writes)

    @property
    def scores(self) -> bool:
        """Return whether the step weighs."""
        return SCORE in SHAPES[self.view.step.kind].slots

    @property
    def problem(self) -> str:
        """Return why something was refused that has no place on the desk."""
        attempt = self._attempt
        if attempt is None or (attempt.refusal.field and attempt.sheet in self._placed):
            return ""
        return str(REASONS[attempt.refusal.reason])

    @property
    def leftover(self) -> tuple[str, ...]:
        """Return what was typed and has no place on the desk any more."""
        attempt = self._attempt
        if attempt is None or attempt.sheet in self._placed:
            return ()
        typed = (str(value) for name, value in attempt.fields.items() if name in WORDS)
        return tuple(text for text in typed if text.strip())

    @cached_property
    def _written(self) -> tuple[OwnEntry, ...]:
        return tuple(one for one in self._sheets.own() if one.change or one.removable)

    @property
    def _placed(self) -> set[str]:
        changes = {one.change.name for one in self._written if one.change}
        return changes | {one.name for one in self.sheets}

    def _name(self, member: str) -> str:
        return self._names.get(member, "")

    def _called(self, members: Iterable[str]) -> tuple[Named, ...]:
        return tuple((one, self._name(one)) for one in members)


def _heirs(view: View) -> tuple[str, ...]:
    return tuple(one for one in view.members if one in view.present and one != view.host)


def _cards(view: View, language: str) -> Iterator[CueCard]:
    cues = view.step.cues
    mine = [role for role, holder in view.roles.items() if holder == view.member]
    if view.owner:
        mine.append(Role.OWNER if view.is_owner else OTHERS)
    for role in mine:
        if role in cues:
            yield CueCard(str(ROLES[role]), cues[role].in_language(language))


def _parts(view: View) -> Iterator[Part]:
    for role in (Role.TIMEKEEPER, Role.SCRIBE):
        yield Part(role, str(ROLES[role]), view.roles.get(role, ""), 0)
    if view.owner:
        yield Part(Role.OWNER, str(ROLES[Role.OWNER]), view.owner, view.step.case)


def _rest(state: State, language: str) -> Rest | None:
    found = planned_anew(state, timezone.now())
    if found is None:
        return None
    shifts = tuple(
        Shift(
            change.step.title.in_language(language),
            round(change.before.total_seconds() / 60),
            round(change.after.total_seconds() / 60),
        )
        for change in found.changes
    )
    return Rest(shifts, found.ends_at, state.ends_by)


def _ballots(view: View, names: Mapping[str, str]) -> Iterator[Ballot]:
    votes_here = VOTE in SHAPES[view.step.kind].slots and not view.is_shown
    if not (votes_here and EventKind.CONTRIBUTE in view.allowed):
        return
    votes = (one for one in view.mine if one.slot == VOTE.name)
    mine = {view.piles.get(one.about, one.about): one.id for one in votes}
    for entry in view.choices:
        name = view.pile_names.get(entry.id, entry.words["text"])
        yield Ballot(entry, name, names.get(entry.author, ""), mine.get(entry.id, ""))


def _promises(view: View, names: Mapping[str, str], own: tuple[OwnEntry, ...]) -> Iterator[Promise]:
    for entry in (*view.mine, *view.theirs):
        if entry.slot == AGREEMENT.name:
            yield Promise(
                entry,
                by=names.get(entry.author, ""),
                signed=tuple(names.get(one, "") for one in entry.signed),
                can_sign=EventKind.SIGN in view.allowed and view.member not in entry.signed,
                own=next((one for one in own if one.entry.id == entry.id), None),
            )
