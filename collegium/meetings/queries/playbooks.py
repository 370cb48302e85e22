"""Reads of playbooks: what an organisation has, and what its groups and programmes may follow."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from uuid import UUID

from collegium.domain.playbook import SHIPPED, Playbook
from collegium.groups.models import Programme
from collegium.meetings.live.playbooks import parsed, playbook, shipped_text
from collegium.meetings.models import CYCLE_KINDS, Kind, PlaybookText


@dataclass(frozen=True, slots=True)
class OnShelf:
    """A playbook as an organisation has it; `book` is the version in force."""

    key: str
    book: Playbook
    own: bool
    retired: bool = False
    replaced: bool = False  # a shipped one whose key an own one has
    versions: tuple[PlaybookText, ...] = ()  # of an own one, newest first, without their texts


@dataclass(frozen=True, slots=True)
class Shelf:
    """All playbooks of an organisation."""

    own: tuple[OnShelf, ...]
    shipped: tuple[OnShelf, ...]

    @property
    def offered(self) -> tuple[OnShelf, ...]:
        """Return what can be followed, one of each key."""
        everything = (*self.own, *self.shipped)
        return tuple(one for one in everything if not (one.retired or one.replaced))

    def find(self, key: str) -> OnShelf | None:
        """Return what is followed under a key, a retired one where there is no other."""
        found = [one for one in (*self.own, *self.shipped) if one.key == key and not one.replaced]
        return min(found, key=lambda one: one.retired, default=None)


def shelf_of(organisation: UUID) -> Shelf:
    """Return all playbooks of an organisation (two queries)."""
    rows = PlaybookText.objects.filter(organisation=organisation, shipped=False)
    rows = rows.defer("text").select_related("kept_by").order_by("key", "-version")
    versions = {key: tuple(found) for key, found in groupby(rows, key=lambda row: row.key)}
    newest = {key: _newest(found) for key, found in versions.items()}
    texts = PlaybookText.objects.in_bulk(row.pk for row in newest.values())
    own = [
        OnShelf(
            key,
            parsed(texts[row.pk].text),
            own=True,
            retired=row.retired_at is not None,
            versions=versions[key],
        )
        for key, row in newest.items()
    ]
    ruling = {one.key for one in own if not one.retired}
    shipped = [OnShelf(key, playbook(key), own=False, replaced=key in ruling) for key in SHIPPED]
    return Shelf(tuple(own), tuple(shipped))


def _newest(versions: Iterable[PlaybookText]) -> PlaybookText:
    rows = list(versions)
    return next((row for row in rows if row.retired_at is None), rows[0])


def file_of(organisation: UUID, key: str, version: int) -> str:
    """Return the text of one version, an own one or the shipped one.

    Raises `PlaybookText.DoesNotExist` where there is neither.
    """
    own = PlaybookText.objects.filter(organisation=organisation, key=key, version=version)
    text = own.filter(shipped=False).values_list("text", flat=True).first()
    if text is not None:
        return text
    if key in SHIPPED and playbook(key).version == version:
        return shipped_text(key)
    raise PlaybookText.DoesNotExist


def fitting(organisation: UUID, people: int) -> tuple[OnShelf, ...]:
    """Return what a group of so many people can hold as an extra meeting.

    Not what a cycle holds anyway, and nothing that needs more people with a case than there are.
    """
    usual = set(CYCLE_KINDS)
    offered = shelf_of(organisation).offered
    return tuple(one for one in offered if one.key not in usual and one.book.cases <= people)


def followed_by(programme: Programme) -> dict[Kind, str]:
    """Return the key of the playbook that each kind of session of a programme follows."""
    chosen = dict(programme.playbooks.values_list("kind", "playbook"))
    return {kind: chosen.get(kind, kind.value) for kind in CYCLE_KINDS}
