"""The live page as HTML: stage, wall and sorting for all, desk and hosting for one."""

import json
import zoneinfo
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from uuid import UUID

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation

from collegium.domain.playbook import State
from collegium.meetings.live.desk import Desk, desk_of
from collegium.meetings.live.kept import Kept
from collegium.meetings.live.sight import Sight, Sights, sights_of
from collegium.meetings.live.wall import Wall, wall_of

type Parts = dict[str, str]  # by name; HTML as JSON
type Context = dict[str, object]


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

    __slots__ = ("_drawn", "_kept", "_names", "_sights")

    def __init__(self) -> None:
        self._sights: Sights | None = None
        self._names: dict[str, str] = {}
        self._drawn: dict[tuple[str, str, Reader], tuple[Sight, str]] = {}
        self._kept: defaultdict[Reader, Kept] = defaultdict(Kept)

    def begin(self, state: State, names: dict[str, str]) -> None:
        """Take in how the session stands now."""
        if names != self._names:  # they stand in every part
            self._drawn.clear()
            self._kept.clear()
        self._sights, self._names = sights_of(state), names

    def shared(self, reader: Reader, *, group: UUID, session: UUID) -> Parts:
        """Return what all see alike, drawn once for all readers of a language and zone."""
        now = self._now

        def look() -> Context:
            wall = wall_of(now.state, self._names, reader.language)
            return {"wall": wall, **addresses(group, session)}

        return self._parts(now.shared, "", reader, look)

    def own(self, member: str, reader: Reader, *, group: UUID, session: UUID) -> Parts:
        """Return a member's own parts."""
        now = self._now

        def look() -> Context:
            desk = desk_of(now.state, member, self._names, reader.language)
            return {"desk": desk, **addresses(group, session)}

        return self._parts(now.own(member), member, reader, look)

    def _parts(
        self, sights: Mapping[str, Sight], member: str, reader: Reader, look: Callable[[], Context]
    ) -> Parts:
        known = {part: self._drawn.get((part, member, reader)) for part in sights}
        changed = [part for part, was in known.items() if was is None or was[0] != sights[part]]
        if changed:
            with reading_as(reader):
                context = look() | {"kept": self._kept[reader]}
                for part in changed:
                    html = json.dumps(render_to_string(f"meetings/live/_{part}.html", context))
                    self._drawn[part, member, reader] = sights[part], html
        return {part: self._drawn[part, member, reader][1] for part in sights}

    @property
    def _now(self) -> Sights:
        if self._sights is None:
            raise AssertionError("nothing to draw yet")
        return self._sights


def addresses(group: UUID, session: UUID) -> Context:
    """Return what the forms and links of every part need."""
    return {
        "session_id": session,
        "group_id": group,
        "page": reverse("meetings:session", args=[group, session]),
        "act": reverse("meetings:act", args=[group, session]),
    }


def page_context(
    state: State, names: Mapping[str, str], desk: Desk, language: str
) -> dict[str, Wall | Desk]:
    """Return what the whole page needs; the same parts are drawn from it."""
    return {"wall": wall_of(state, names, language), "desk": desk}
