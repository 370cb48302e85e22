"""The four parts of the live page as HTML: stage and wall for all, desk and hosting for one."""

import json
import zoneinfo
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from uuid import UUID

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation

from collegium.domain.playbook import State
from collegium.meetings.live.desk import Desk, desk_of
from collegium.meetings.live.sight import Sight, Sights, sights_of
from collegium.meetings.live.wall import Wall, wall_of

type Parts = dict[str, str]  # by name; HTML as JSON


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

    __slots__ = ("_desks", "_names", "_sights", "_walls")

    def __init__(self) -> None:
        self._sights: Sights | None = None
        self._names: dict[str, str] = {}
        self._walls: dict[Reader, tuple[Sight, Parts]] = {}
        self._desks: dict[tuple[str, Reader], tuple[Sight, Parts]] = {}

    def begin(self, state: State, names: dict[str, str]) -> None:
        """Take in how the session stands now."""
        if names != self._names:  # they stand in every part
            self._walls.clear()
            self._desks.clear()
        self._sights, self._names = sights_of(state), names

    def shared(self, reader: Reader) -> Parts:
        """Return the stage and the wall, drawn once for all readers of a language and zone."""
        sight = self._now.of_all()
        known = self._walls.get(reader)
        if known is None or known[0] != sight:
            with reading_as(reader):
                wall = wall_of(self._now.state, self._names, reader.language)
                known = self._walls[reader] = (sight, _shared_parts(wall))
        return known[1]

    def own(self, member: str, reader: Reader, *, group: UUID, session: UUID) -> Parts:
        """Return a member's own parts."""
        sight = self._now.of_one(member)
        known = self._desks.get((member, reader))
        if known is None or known[0] != sight:
            with reading_as(reader):
                desk = desk_of(self._now.state, member, self._names, reader.language)
                parts = _own_parts(desk, group=group, session=session)
            known = self._desks[member, reader] = (sight, parts)
        return known[1]

    @property
    def _now(self) -> Sights:
        if self._sights is None:
            raise AssertionError("nothing to draw yet")
        return self._sights


def _shared_parts(wall: Wall) -> Parts:
    return _drawn({"stage": "_stage", "wall": "_wall"}, {"wall": wall})


def _own_parts(desk: Desk, *, group: UUID, session: UUID) -> Parts:
    # without the fields that only a posted form needs
    context = {
        "desk": desk,
        "session_id": session,
        "group_id": group,
        "page": reverse("meetings:session", args=[group, session]),
        "act": reverse("meetings:act", args=[group, session]),
    }
    return _drawn({"desk": "_desk", "host": "_host"}, context)


def _drawn(templates: Mapping[str, str], context: dict[str, object]) -> Parts:
    return {
        part: json.dumps(render_to_string(f"meetings/live/{name}.html", context))
        for part, name in templates.items()
    }


def page_context(
    state: State, names: Mapping[str, str], desk: Desk, language: str
) -> dict[str, Wall | Desk]:
    """Return what the whole page needs; the same parts are drawn from it."""
    return {"wall": wall_of(state, names, language), "desk": desk}
