"""The live page as HTML: stage, wall and sorting for all, desk and hosting for one."""

import zoneinfo
from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from uuid import UUID

from django.template import engines
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.safestring import SafeString, mark_safe
from markupsafe import Markup

from collegium.domain.playbook import State
from collegium.meetings.live.desk import Desk, desk_of
from collegium.meetings.live.sight import Sight, Sights, sights_of
from collegium.meetings.live.wall import Wall, wall_of

NO_PROOF = SafeString("")
MOST_KEPT = 300
NAMES_FOR = 60.0  # seconds until they are asked again
SHARED = ("stage", "wall", "sort")
OWN = ("desk", "host")

type Parts = dict[str, str]  # HTML by name
type Context = dict[str, object]
type Macro = Callable[..., Markup]


@dataclass(frozen=True, slots=True)
class Place:
    """Where the forms and links of every part lead.

    `csrf` is the proof that a page without scripts sends along, `stands_for` whom it writes for.
    """

    group_id: UUID
    session_id: UUID
    page: str
    act: str
    csrf: SafeString = NO_PROOF
    stands_for: str = ""


def place_of(group: UUID, session: UUID) -> Place:
    """Return the place of a session."""
    return Place(
        group_id=group,
        session_id=session,
        page=reverse("meetings:session", args=[group, session]),
        act=reverse("meetings:act", args=[group, session]),
    )


class Kept:
    """Pieces that readers of one language and zone were shown lately, with what they show."""

    __slots__ = ("_pieces", "_place")

    def __init__(self, place: Place) -> None:
        self._place = place
        self._pieces: OrderedDict[tuple[str, str], tuple[tuple[object, ...], Markup]] = (
            OrderedDict()
        )

    def __call__(self, macro: Macro, name: str, *values: object) -> Markup:
        """Return what `macro` makes of `values`; the last time's where they are the same."""
        key = macro.name, name  # type: ignore[attr-defined]  # Jinja's macros know theirs
        known = self._pieces.get(key)
        if known is None or known[0] != values:
            known = self._pieces[key] = values, macro(self._place, *values)
        self._pieces.move_to_end(key)
        if len(self._pieces) > MOST_KEPT:
            self._pieces.popitem(last=False)
        return known[1]


@dataclass(frozen=True, slots=True)
class Reader:
    """What the shared part depends on besides the session."""

    language: str
    time_zone: str


@contextmanager
def reading_as(reader: Reader) -> Iterator[None]:
    """Render in the reader's language and time zone."""
    zone = zoneinfo.ZoneInfo(reader.time_zone)
    with translation.override(reader.language), timezone.override(zone):
        yield


class Sketch:
    """A session as it was drawn last; a part is drawn again only when what it shows has changed."""

    __slots__ = ("_drawn", "_kept", "_named_at", "_names", "_place", "_sights")

    def __init__(self, place: Place) -> None:
        self._place = place
        self._sights: Sights | None = None
        self._names: dict[str, str] = {}
        self._named_at = float("-inf")
        self._drawn: dict[tuple[str, str, Reader], tuple[Sight, str]] = {}
        self._kept: dict[Reader, Kept] = {}

    def knows_names(self, members: Iterable[str], *, now: float) -> bool:
        """Return whether the names of all `members` are known, and were asked lately."""
        return now - self._named_at < NAMES_FOR and self._names.keys() >= set(members)

    def learn_names(self, names: dict[str, str], *, now: float) -> None:
        """Take in what the members are called; `now` is in seconds of any steady clock."""
        if names != self._names:  # they stand in every part
            self._drawn.clear()
        self._names, self._named_at = names, now

    def begin(self, state: State) -> None:
        """Take in how the session stands now."""
        self._sights = sights_of(state, self._sights)

    def shared(self, reader: Reader) -> Parts:
        """Return what all see alike, drawn once for all readers of a language and zone."""
        now = self._now
        return self._parts(
            now.shared,
            "",
            reader,
            lambda: {"wall": wall_of(now.state, now.all_see, self._names, reader.language)},
        )

    def own(self, member: str, reader: Reader) -> Parts:
        """Return a member's own parts."""
        now = self._now
        return self._parts(
            now.own(member),
            member,
            reader,
            lambda: {"desk": desk_of(now.state, member, self._names, reader.language)},
        )

    def _parts(
        self, sights: Mapping[str, Sight], member: str, reader: Reader, look: Callable[[], Context]
    ) -> Parts:
        known = {part: self._drawn.get((part, member, reader)) for part in sights}
        changed = [part for part, was in known.items() if was is None or was[0] != sights[part]]
        if changed:
            with reading_as(reader):
                kept = self._kept.setdefault(reader, Kept(self._place))
                for part, html in drawn(changed, self._place, look() | {"kept": kept}).items():
                    self._drawn[part, member, reader] = sights[part], html
        return {part: self._drawn[part, member, reader][1] for part in sights}

    @property
    def _now(self) -> Sights:
        if self._sights is None:
            raise AssertionError("nothing to draw yet")
        return self._sights


def drawn(parts: Iterable[str], place: Place, context: Context) -> Parts:
    """Draw parts in the language and zone of now."""
    engine = engines["jinja2"]
    return {
        part: engine.get_template(f"meetings/live/{part}.html").render({"at": place, **context})
        for part in parts
    }


def drawn_whole(wall: Wall, desk: Desk, place: Place) -> dict[str, SafeString]:
    """Draw all parts for a page that is loaded; those on the wire are drawn in the same way."""
    parts = drawn((*SHARED, *OWN), place, {"wall": wall, "desk": desk, "kept": Kept(place)})
    return {name: mark_safe(html) for name, html in parts.items()}  # noqa: S308 - Jinja escaped it
