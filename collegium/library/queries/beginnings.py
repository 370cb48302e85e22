"""Where a story can begin: in one's own words from a session or the log, never in another's."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from collegium.groups.rooms import Room
from collegium.library.stories import StoryText
from collegium.meetings.models import Outcome
from collegium.practice.models import LogEntry

MOST = 4  # of each kind that are offered, the latest
# What of an outcome begins which part of a story.
OUT_OF = {
    "takeaway": {"now": "text"},
    "report": {"situation": "expected", "happened": "happened", "now": "next"},
    "card": {"situation": "text"},
}
CALLED = {
    "takeaway": _("My takeaway"),
    "report": _("My report"),
    "card": _("My card"),
    "log": _("My log"),
}


@dataclass(frozen=True, slots=True, repr=False)
class Beginning:
    """Words of one's own that a story can begin with."""

    id: UUID
    called: str | Promise
    text: StoryText

    @property
    def first(self) -> str:
        """How it begins."""
        return next((text for text in self.text.parts().values() if text), "")


def beginnings_of(room: Room) -> tuple[Beginning, ...]:
    """What a member could begin a story with, the latest first (two queries)."""
    own = Outcome.objects.filter(group_id=room.group.pk, member_id=room.member.pk)
    said = own.filter(kind__in=OUT_OF).order_by("-session__opened_at", "position")[:MOST]
    wrote = LogEntry.objects.filter(group_id=room.group.pk, member_id=room.member.pk)
    found = [_of_outcome(room, row) for row in said]
    found += [_of_entry(room, row) for row in wrote.order_by("-created_at")[:MOST]]
    return tuple(one for one in found if one.first)


def begun_with(room: Room, row_id: UUID) -> StoryText | None:
    """The words of one's own entry or outcome; None for anybody else's."""
    entry = LogEntry.objects.filter(
        pk=row_id, group_id=room.group.pk, member_id=room.member.pk
    ).first()
    if entry:
        return _of_entry(room, entry).text
    said = Outcome.objects.filter(
        pk=row_id, group_id=room.group.pk, member_id=room.member.pk, kind__in=OUT_OF
    ).first()
    return _of_outcome(room, said).text if said else None


def _of_entry(room: Room, row: LogEntry) -> Beginning:
    lines = {part: room.read(row, part) for part in ("did", "happened")}
    text = StoryText.out_of(lines | {"now": room.read(row, "learned")})
    return Beginning(row.pk, CALLED["log"], text)


def _of_outcome(room: Room, row: Outcome) -> Beginning:
    words: Mapping[str, object] = room.read(row, "body")
    parts = {part: words.get(said, "") for part, said in OUT_OF[row.kind].items()}
    return Beginning(row.pk, CALLED[row.kind], StoryText.out_of(parts))
