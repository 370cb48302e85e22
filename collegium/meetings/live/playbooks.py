"""Which text a session follows: the one it was opened with, else an organisation's own over ours.

Texts never change once they are kept, so what was parsed stays in memory by the row's identity.
"""

from dataclasses import dataclass
from functools import cache, lru_cache
from hashlib import sha256
from importlib.resources import files
from uuid import UUID

from django.db.models import F

from collegium.domain.playbook import SHIPPED, Playbook, parse
from collegium.groups.rooms import Room
from collegium.meetings.models import ExtraMeeting, Kind, PlaybookText, Session

MOST_PARSED = 256


@dataclass(frozen=True, slots=True)
class InForce:
    """A playbook as an organisation follows it now; `kept` is None for a shipped one."""

    key: str
    book: Playbook
    text: str
    kept: UUID | None = None


@cache
def shipped_text(slug: str) -> str:
    """Return the file of a shipped playbook; raises `FileNotFoundError` for any other slug."""
    if slug not in SHIPPED:
        raise FileNotFoundError(slug)
    folder = files("collegium.domain.playbook") / "shipped"
    return (folder / f"{slug}.yaml").read_text(encoding="utf-8")


def playbook(slug: str) -> Playbook:
    """Return a shipped playbook; raises `FileNotFoundError` for a slug nobody ships."""
    return parsed(shipped_text(slug))


def digest_of(text: str) -> str:
    """Return what tells one text from another."""
    return sha256(text.encode()).hexdigest()


def in_force(organisation: UUID, slug: str) -> InForce:
    """Return what an organisation follows under a key: its newest own version, else the shipped.

    A retired one still serves sessions that were made with it, where nothing else has its key.
    Raises `FileNotFoundError` for a key that is neither kept nor shipped.
    """
    own = PlaybookText.objects.filter(organisation=organisation, key=slug, shipped=False)
    newest = own.order_by(F("retired_at").desc(nulls_first=True), "-version").first()
    if newest is None or (newest.retired_at and slug in SHIPPED):
        return InForce(slug, playbook(slug), shipped_text(slug))
    return InForce(slug, parsed(newest.text), newest.text, newest.pk)


def book_of(room: Room, session: Session) -> Playbook:
    """Return the playbook of a session: the pinned one, before it is opened the one in force.

    An extra meeting has its own from the beginning, which opens for its group alone.
    """
    if session.kind == Kind.EXTRA:
        return sealed_book(room, ExtraMeeting.objects.get(session=session))
    if session.pinned_id:
        return kept(session.pinned_id)
    return in_force(room.group.organisation_id, session.playbook).book


def sealed_book(room: Room, extra: ExtraMeeting) -> Playbook:
    """Return what an extra meeting of the room's group follows."""
    return parsed(room.read(extra, "text"))


@lru_cache(maxsize=MOST_PARSED)
def kept(pk: UUID) -> Playbook:
    """Return a kept playbook; raises `PlaybookText.DoesNotExist`."""
    return parsed(PlaybookText.objects.get(pk=pk).text)


@lru_cache(maxsize=MOST_PARSED)
def parsed(text: str) -> Playbook:
    """Return what a text that was kept, or is shipped, describes."""
    return parse(text, kept=True)
