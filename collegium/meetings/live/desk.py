"""One member's own part of the page: what they wrote, can write and can do."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from collegium.domain.playbook import Contribution, EventKind, State, View, visible
from collegium.domain.playbook.clock import planned_anew
from collegium.domain.playbook.kinds import SCORE, SHAPES, VOTE
from collegium.domain.playbook.playbook import OTHERS, Role
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


@dataclass(frozen=True, slots=True)
class Desk:
    """Everything a member can do now. `stands_for` is whose desk it is on a shared device."""

    view: View
    cue: str
    cards: tuple[CueCard, ...]
    sheets: tuple[Sheet, ...]
    own: tuple[OwnEntry, ...]
    promises: tuple[Promise, ...]
    ballots: tuple[Ballot, ...]
    votes_left: int
    heirs: tuple[Named, ...]
    everybody: tuple[Named, ...]
    absent: tuple[Named, ...]
    carries: tuple[Named, ...]
    partners: tuple[str, ...]
    parts: tuple[Part, ...]
    rest: Rest | None
    is_here: bool
    is_turn: bool
    is_ready: bool
    hand_is_up: bool
    ending: tuple[str, ...]
    agrees_to_end: bool
    owner: str
    listens: bool
    scores: bool
    problem: str
    leftover: tuple[str, ...]
    stands_for: str = ""
    name: str = ""

    def may(self, kind: str) -> bool:
        """Return whether the table lets this member do `kind`."""
        return kind in self.view.allowed


def desk_of(
    state: State,
    member: str,
    names: Mapping[str, str],
    language: str,
    attempt: Attempt | None = None,
    *,
    stands_for: str = "",
) -> Desk:
    """Lay out the desk of one member, or of the one whom their device stands in for."""
    view = visible(state, stands_for or member)
    builder = Sheets(view, language, attempt)
    sheets = tuple(builder.fresh()) if EventKind.CONTRIBUTE in view.allowed else ()
    own = tuple(one for one in builder.own() if one.change or one.removable)
    placed = {one.name for one in sheets} | {one.change.name for one in own if one.change}
    ballots = tuple(_ballots(view, names))
    return Desk(
        view=view,
        cue=view.step.cues[Role.HOST].in_language(language),
        cards=tuple(_cards(view, language)),
        sheets=sheets,
        own=tuple(one for one in own if one.entry.slot != "agreement"),
        promises=tuple(_promises(view, names, own)),
        ballots=ballots,
        votes_left=view.step.votes - sum(bool(one.vote) for one in ballots),
        heirs=_named(_heirs(view), names),
        everybody=_named(view.members, names),
        absent=_named([one for one in view.members if one not in view.present], names),
        carries=_named(view.carries, names),
        partners=tuple(names.get(one, "") for one in view.partners),
        parts=tuple(_parts(view)),
        rest=_rest(state, language) if EventKind.REPLAN in view.allowed else None,
        is_here=view.member in view.present,
        is_turn=view.speaker == view.member,
        is_ready=view.member in view.ready,
        hand_is_up=view.member in view.hands,
        ending=tuple(names.get(one, "") for one in view.ending),
        agrees_to_end=view.member in view.ending,
        owner=names.get(view.owner, ""),
        listens=view.is_owner and OTHERS in (view.step.speaks, view.step.writes),
        scores=SCORE in SHAPES[view.step.kind].slots,
        problem=_problem(attempt, placed),
        leftover=_leftover(attempt, placed),
        stands_for=stands_for,
        name=names.get(view.member, ""),
    )


def _named(members: "tuple[str, ...] | list[str]", names: Mapping[str, str]) -> tuple[Named, ...]:
    return tuple((one, names.get(one, "")) for one in members)


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
        if entry.slot == "agreement":
            yield Promise(
                entry,
                by=names.get(entry.author, ""),
                signed=tuple(names.get(one, "") for one in entry.signed),
                can_sign=EventKind.SIGN in view.allowed and view.member not in entry.signed,
                own=next((one for one in own if one.entry.id == entry.id), None),
            )


def _problem(attempt: Attempt | None, placed: set[str]) -> str:
    if attempt is None or (attempt.refusal.field and attempt.sheet in placed):
        return ""
    return str(REASONS[attempt.refusal.reason])


def _leftover(attempt: Attempt | None, placed: set[str]) -> tuple[str, ...]:
    if attempt is None or attempt.sheet in placed:
        return ()
    typed = (str(value) for name, value in attempt.fields.items() if name in WORDS)
    return tuple(text for text in typed if text.strip())
