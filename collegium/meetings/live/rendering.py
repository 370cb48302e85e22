"""The live page as HTML: stage, wall and sorting for all, desk and hosting for one."""

import zoneinfo
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence, Set
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from typing import NamedTuple, Self, cast
from uuid import UUID

from django.urls import reverse
from django.utils import timezone, translation
from django.utils.safestring import SafeString, mark_safe
from jinja2.runtime import Macro

from collegium.domain.playbook import State
from collegium.meetings.live.board import Board, Hung, Pile
from collegium.meetings.live.desk import Desk
from collegium.meetings.live.sheets import OwnEntry
from collegium.meetings.live.sight import Sight, Sights, sights_of
from collegium.meetings.live.splicing import HTML, Measured, Parts, Stretch, Text, units_of
from collegium.meetings.live.wall import Wall
from collegium.ui.jinja import compile_for, drawn

NO_PROOF = SafeString("")
MOST_KEPT = 600
NAMES_FOR = 60.0  # seconds until they are asked again

# The parts of the page, and the stretches that each is made of and drawn in.
SHARED = {
    "stage": ("stage",),
    "wall": ("wall/piles", "wall/found", "wall/before"),
    "sort": ("sort",),
}
OWN = {"desk": ("desk/asked", "desk/sheets", "desk/own", "desk/floor"), "host": ("host",)}

type Context = Mapping[str, object]


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


class Reader(NamedTuple):
    """What the shared part depends on besides the session."""

    language: str
    time_zone: str


@contextmanager
def reading_as(reader: Reader) -> Iterator[None]:
    """Render in the reader's language and time zone."""
    zone = zoneinfo.ZoneInfo(reader.time_zone)
    with translation.override(reader.language), timezone.override(zone):
        yield


class Reading:
    """The language and time zone of now, which change only for somebody who reads otherwise.

    To change them takes as long as to draw a stretch.
    """

    def __init__(self) -> None:
        self.reader: Reader | None = None
        self._block = ExitStack()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._block.close()

    def turn_to(self, reader: Reader) -> None:
        """Render for `reader` from now on."""
        if reader != self.reader:
            self._block.close()
            self.reader = None  # in case that the next line fails
            self._block.enter_context(reading_as(reader))
            self.reader = reader


class Rendition(Measured):
    """What a macro makes of values for readers of one kind.

    Until it is put aside its text is at hand; who asks for it later has it drawn again.
    """

    __slots__ = ("_looks", "_macro", "_place", "_reader", "_text", "_values")

    def __init__(
        self, macro: Macro, place: Place, values: tuple[object, ...], reader: Reader
    ) -> None:
        self._macro, self._place, self._values, self._reader = macro, place, values, reader
        self._text: str | None = self._drawn()
        self._looks = hash(self._text)
        self.units = units_of(self._text)

    def __html__(self) -> str:
        """Return it as text."""
        if (text := self._text) is not None:  # others may put it aside meanwhile
            return text
        with reading_as(self._reader):
            return self._drawn()

    def is_of(self, values: tuple[object, ...]) -> bool:
        """Return whether these are the values that it shows."""
        return self._values == values

    def __eq__(self, other: object) -> bool:
        """Return whether nobody can tell them apart, whatever their values are."""
        if not isinstance(other, Rendition):
            return NotImplemented
        return (self._looks, self.units) == (other._looks, other.units)

    def __hash__(self) -> int:
        return self._looks

    def put_aside(self) -> None:
        """Need less memory: nearly nothing of what is on the page is asked for again."""
        self._text = None

    def _drawn(self) -> str:
        return self._macro(self._place, *self._values)  # it escapes


class Kept:
    """Pieces that readers of one language and zone were shown lately."""

    __slots__ = ("_fresh", "_place", "_reader", "_renditions")

    def __init__(self, place: Place, reader: Reader) -> None:
        self._place = place
        self._reader = reader
        self._renditions: dict[tuple[str, str], Rendition] = {}
        self._fresh: list[Rendition] = []

    def __call__(self, macro: Macro, name: str, *values: object) -> Rendition:
        """Return what `macro` makes of `values`; the last time's where they are the same."""
        known = self._renditions.get((macro.name, name))
        if known and known.is_of(values):
            return known
        made = self._renditions[macro.name, name] = Rendition(
            macro, self._place, values, self._reader
        )
        self._fresh.append(made)
        if len(self._renditions) > MOST_KEPT:
            del self._renditions[next(iter(self._renditions))]
        return made

    def put_aside(self) -> None:
        """Keep no text of what was drawn so far."""
        for one in self._fresh:
            one.put_aside()
        self._fresh.clear()

    def forget(self, names: Set[str]) -> None:
        """Forget what was drawn of things that are no longer there."""
        for key in [one for one in self._renditions if one[1] in names]:
            del self._renditions[key]

    def each(
        self, macro: Macro, ones: Iterable[Pile | OwnEntry], *values: object
    ) -> Iterator[Rendition]:
        """Give what `macro` makes of each of `ones`."""
        for one in ones:
            yield self(macro, one.id, one, *values)


class Last:
    """What was drawn last for one reader, or for all who read alike, and what it showed."""

    __slots__ = ("parts", "sights", "stretches")

    def __init__(self) -> None:
        self.sights: Mapping[str, Sight] = {}
        self.stretches: dict[str, Stretch] = {}
        self.parts = Parts({})

    def take(self, drawn: Mapping[str, Stretch]) -> None:
        """Take in what was drawn; what looks as it did is the same as before."""
        for name, stretch in drawn.items():
            known = self.stretches.get(name)
            if known is None or known.pieces != stretch.pieces:
                self.stretches[name] = stretch

    def put_together(self, parts: Mapping[str, tuple[str, ...]]) -> None:
        """Make `parts` of their stretches, the same as before where all of them are."""
        made = {
            part: self._text(part, [self.stretches[name] for name in names])
            for part, names in parts.items()
        }
        if made != self.parts:
            self.parts = Parts(made)

    def _text(self, part: str, stretches: list[Stretch]) -> Text:
        known = self.parts.get(part)
        return known if known and known.is_made_of(stretches) else Text(stretches)


class Sketch:
    """A session as it was drawn last; what has not changed of what it shows is not drawn again."""

    __slots__ = (
        "_hung",
        "_kept",
        "_last",
        "_named_at",
        "_names",
        "_now",
        "_place",
        "_reading",
        "_shared",
    )

    def __init__(self, place: Place) -> None:
        self._place = place
        self._now: tuple[Sights, Board] | None = None
        self._hung = Hung()
        self._names: Mapping[str, str] = {}
        self._named_at = float("-inf")
        self._last: dict[tuple[str, Reader], Last] = {}
        self._kept: dict[Reader, Kept] = {}
        self._shared: dict[Reader, Parts] = {}  # of how the session stands now

    def named_ago(self, *, now: float) -> float:
        """Return for how long the names have been known; `now` is on any steady clock."""
        return now - self._named_at

    def knows_names(self, members: Collection[str]) -> bool:
        """Return whether there is a name for each of them."""
        return self._names.keys() >= set(members)

    def learn_names(self, names: Mapping[str, str], *, now: float) -> None:
        """Take in what the members are called, on the same clock."""
        if names != self._names:  # they stand in every part
            self._last.clear()
            self._hung = Hung()
            self._names = names
        self._named_at = now

    def begin(self, state: State, reading: Reading) -> None:
        """Take in how the session stands now."""
        self._reading: Reading = reading
        self._shared.clear()
        for kept in self._kept.values():
            kept.put_aside()
        before = self._now[0] if self._now else None
        sights = sights_of(state, before)
        self._now = sights, Board(sights.overview, self._names, self._hung)
        if before and len(state.contributions) < len(before.overview.state.contributions):
            self._forget_what_is_gone(before.overview.state, state)

    def shared(self, reader: Reader) -> Parts:
        """Return what all see alike, drawn once for all readers of a language and zone."""
        known = self._shared.get(reader)
        if known is None:
            sights, board = self._begun()
            known = self._shared[reader] = self._parts(
                SHARED, sights.shared, "", reader, lambda: {"wall": Wall(board, reader.language)}
            )
        return known

    def own(self, member: str, reader: Reader) -> Parts:
        """Return a member's own parts."""
        sights, _ = self._begun()
        return self._parts(
            OWN,
            sights.own(member),
            member,
            reader,
            lambda: {"desk": Desk(sights.overview, member, self._names, reader.language)},
        )

    def _parts(
        self,
        parts: Mapping[str, tuple[str, ...]],
        sights: Mapping[str, Sight],
        member: str,
        reader: Reader,
        look: Callable[[], Context],
    ) -> Parts:
        last = self._last.get((member, reader))
        if last is None:
            last = self._last[member, reader] = Last()
        if last.sights != sights:
            changed = [name for name, sight in sights.items() if last.sights.get(name) != sight]
            if reader not in self._kept:
                self._kept[reader] = Kept(self._place, reader)
            self._reading.turn_to(reader)
            context = {"at": self._place, "kept": self._kept[reader], **look()}
            last.take(_stretches(changed, context))
            last.put_together(parts)
            last.sights = sights
        return last.parts

    def _forget_what_is_gone(self, before: State, now: State) -> None:
        gone = {one.id for one in before.contributions} - {one.id for one in now.contributions}
        for kept in self._kept.values():
            kept.forget(gone)

    def _begun(self) -> tuple[Sights, Board]:
        if self._now is None:
            raise AssertionError("nothing to draw yet")
        return self._now


def get_ready(languages: Iterable[str]) -> None:
    """Have all that is drawn compiled, which takes a moment, before somebody waits for it."""
    names = ["pieces", *(name for stretches in (SHARED | OWN).values() for name in stretches)]
    for language in languages:
        compile_for(language, map(_template, names))


def _template(name: str) -> str:
    return f"meetings/live/{name}.html"


def _stretches(names: Sequence[str], context: Context) -> dict[str, Stretch]:
    """Draw stretches in the language and zone of now."""
    pieces = drawn(map(_template, names), context)
    return {
        name: Stretch(cast(Iterable[HTML], one)) for name, one in zip(names, pieces, strict=True)
    }


def drawn_whole(wall: Wall, desk: Desk, place: Place) -> dict[str, SafeString]:
    """Draw all parts for a page that is loaded; those on the wire are drawn in the same way."""
    parts = SHARED | OWN
    names = [name for stretches in parts.values() for name in stretches]
    reader = Reader(translation.get_language() or "", timezone.get_current_timezone_name())
    kept = Kept(place, reader)  # and nothing of it is drawn twice: its proofs are new each time
    known = _stretches(names, {"at": place, "wall": wall, "desk": desk, "kept": kept})
    return {
        part: mark_safe(str(Text(known[name] for name in names)))  # noqa: S308 - Jinja escaped it
        for part, names in parts.items()
    }
