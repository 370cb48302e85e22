"""Searching inside one's own group: everything the member may read is opened, looked at, let go.

There is no index and none is made; neither what was looked for nor what was found is kept.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from collegium.groups.rooms import Room
from collegium.library.index.scanning import Piece, Seen, excerpt, look
from collegium.library.index.terms import wanted
from collegium.library.queries.drafts import drafts_of
from collegium.library.queries.memory.record import Record, at_of, record_of
from collegium.practice.queries.all_said import readable_entries, readable_posts

MOST = 50
PARTS = ("text", "when", "will", "expected", "happened", "why", "next")  # of what sessions left
CALLED = {
    "plan": _("Plan"),
    "takeaway": _("Takeaway"),
    "report": _("Report"),
    "card": _("Card"),
    "cause": _("Cause"),
    "alternative": _("Alternative"),
    "choice": _("Choice"),
    "question": _("Open question"),
    "agreement": _("Agreement"),
    "log": _("Log"),
    "post": _("Thread"),
    "story": _("Story"),
    "goal": _("Goal"),
}


@dataclass(frozen=True, slots=True, repr=False)
class Said:
    """Something that the member may read: what it is, whose, when, and where it stands."""

    kind: str
    name: str
    at: datetime | None
    url: str
    text: str

    @property
    def called(self) -> str | Promise:
        """What it is, in words."""
        return CALLED[self.kind]


@dataclass(frozen=True, slots=True, repr=False)
class Hit:
    """A place where the words stand."""

    said: Said
    pieces: tuple[Piece, ...]


def look_up(room: Room, query: str) -> tuple[Hit, ...]:
    """Where the words of a query stand, what holds most of them first, then the latest.

    Fourteen to twenty queries and the keys, however much there is.
    """
    asked = wanted(query, room.person.language)
    if not asked:
        return ()
    seen = [(look(one.text, asked), one) for one in _everything(room)]
    found = sorted((pair for pair in seen if pair[0].spans), key=_first)
    return tuple(Hit(one, excerpt(one.text, at.spans)) for at, one in found[:MOST])


def _first(pair: tuple[Seen, Said]) -> tuple[float, float]:
    at = pair[1].at
    return -pair[0].share, -(at.timestamp() if at else 0.0)


def _everything(room: Room) -> Iterator[Said]:
    record = record_of(room)
    yield from _left(record)
    yield from _practised(record)
    for entry in readable_entries(room, record.opened):
        url = reverse("practice:log", args=(room.group.pk,))
        text = _joined(room.read(entry, part) for part in ("did", "happened", "learned"))
        yield Said("log", entry.member.person.name, entry.created_at, url, text)
    for post in readable_posts(room):
        url = reverse("practice:post", args=(room.group.pk, post.parent_id or post.pk))
        text = _joined(room.read(post, part) for part in ("text", "helped", "would_try"))
        yield Said("post", post.member.person.name, post.created_at, url, text)
    for draft in drafts_of(room):
        url = reverse("library:draft", args=(room.group.pk, draft.id))
        text = _joined(draft.written.text.parts().values())
        yield Said("story", draft.author, None, url, text)


def _left(record: Record) -> Iterator[Said]:
    """What sessions left; agreements stand on their own page."""
    group = record.room.group.pk
    for in_cycle in record.left.values():
        for session, one in in_cycle:
            if one.kind in CALLED and one.kind != "agreement":
                url = reverse("meetings:session", args=(group, session.pk))
                yield Said(one.kind, one.name, at_of(session), url, _text_of(one.words))


def _practised(record: Record) -> Iterator[Said]:
    group = record.room.group.pk
    for plan in record.plans:
        url = reverse("practice:plan", args=(group,))
        yield Said("plan", plan.name, plan.at, url, _joined((plan.when, plan.will)))
    for agreement in record.agreements:
        url = reverse("groups:agreements", args=(group,))
        by, at = agreement.proposed_by, agreement.proposed_at
        yield Said("agreement", by, at, url, agreement.text)
    for goals in record.goals.values():
        for goal in goals:
            url = reverse("practice:goals", args=(group,))
            yield Said("goal", goal.author, None, url, _joined((goal.sentence, goal.unit)))


def _text_of(words: Mapping[str, object]) -> str:
    return _joined(str(words.get(part) or "") for part in PARTS)


def _joined(parts: Iterable[str]) -> str:
    return "\n".join(part for part in parts if part)
