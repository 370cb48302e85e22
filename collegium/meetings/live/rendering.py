"""The four parts of the live page as HTML: stage and wall for all, desk and hosting for one."""

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
from collegium.meetings.live.wall import Wall, wall_of


@dataclass(frozen=True, slots=True)
class Reader:
    """What the shared part depends on besides the session."""

    language: str
    time_zone: str


@dataclass(frozen=True, slots=True)
class Shared:
    """The parts that all readers of one language and zone see."""

    stage: str
    wall: str


@contextmanager
def reading_as(reader: Reader) -> Iterator[None]:
    """Render in the reader's language and time zone."""
    zone = zoneinfo.ZoneInfo(reader.time_zone)
    with translation.override(reader.language), timezone.override(zone):
        yield


def shared_html(state: State, names: Mapping[str, str], reader: Reader) -> Shared:
    """Render the stage and the wall."""
    with reading_as(reader):
        context = {"wall": wall_of(state, names, reader.language)}
        return Shared(
            stage=render_to_string("meetings/live/_stage.html", context),
            wall=render_to_string("meetings/live/_wall.html", context),
        )


def own_html(
    state: State,
    member: str,
    names: Mapping[str, str],
    reader: Reader,
    *,
    group: UUID,
    session: UUID,
) -> dict[str, str]:
    """Render a member's own parts without the fields that only a posted form needs."""
    with reading_as(reader):
        context = {
            "desk": desk_of(state, member, names, reader.language),
            "session_id": session,
            "act": reverse("meetings:act", args=[group, session]),
        }
        return {
            "desk": render_to_string("meetings/live/_desk.html", context),
            "host": render_to_string("meetings/live/_host.html", context),
        }


def page_context(
    state: State, names: Mapping[str, str], desk: Desk, language: str
) -> dict[str, Wall | Desk]:
    """Return what the whole page needs; the same parts are drawn from it."""
    return {"wall": wall_of(state, names, language), "desk": desk}
