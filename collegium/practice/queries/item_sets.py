"""The item sets that an organisation asks: the shipped ones, and its own."""

from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from itertools import groupby
from uuid import UUID

from collegium.domain.evidence.items import SHIPPED, ItemSet, parse
from collegium.practice.models import ItemSetText

MOST_PARSED = 128


@dataclass(frozen=True, slots=True)
class OnShelf:
    """An item set as an organisation has it; `found` is the version that is asked."""

    found: ItemSet
    own: bool
    retired: bool = False
    versions: tuple[ItemSetText, ...] = ()  # of an own one, newest first


@cache
def shipped_text(key: str) -> str:
    """The file of a shipped set; raises `FileNotFoundError` for any other key."""
    if key not in SHIPPED:
        raise FileNotFoundError(key)
    folder = files("collegium.domain.evidence.items") / "shipped"
    return (folder / f"{key}.yaml").read_text(encoding="utf-8")


@cache
def shipped(key: str) -> ItemSet:
    """A shipped set; raises `FileNotFoundError` for a key nobody ships."""
    return parse(shipped_text(key), shipped=True)


def shipped_wording(key: str, item: str, language: str) -> str:
    """How an item of a shipped set is worded; nothing where nobody ships it."""
    if key not in SHIPPED:
        return ""
    found = (one.wording for one in shipped(key).items if one.key == item)
    return next((wording.in_language(language) for wording in found), "")


@lru_cache(maxsize=MOST_PARSED)
def _parsed(text: str) -> ItemSet:
    return parse(text)


def shelf_of(organisation_id: UUID) -> tuple[OnShelf, ...]:
    """All sets of an organisation, its own first (one query)."""
    rows = ItemSetText.objects.filter(organisation=organisation_id).order_by("key", "-version")
    own = (tuple(found) for _, found in groupby(rows, key=lambda row: row.key))
    return (*map(_own, own), *(OnShelf(shipped(key), own=False) for key in SHIPPED))


def _own(versions: tuple[ItemSetText, ...]) -> OnShelf:
    newest = next((row for row in versions if row.retired_at is None), versions[0])
    retired = newest.retired_at is not None
    return OnShelf(_parsed(newest.text), own=True, retired=retired, versions=versions)


def sets_asked(organisation_id: UUID) -> tuple[ItemSet, ...]:
    """What is asked now, the shipped ones first (one query)."""
    shelf = shelf_of(organisation_id)
    return tuple(one.found for one in sorted(shelf, key=lambda one: one.own) if not one.retired)


def file_of(organisation_id: UUID, key: str, version: int) -> str:
    """The text of one version, an own one or a shipped one.

    Raises `ItemSetText.DoesNotExist` where there is neither.
    """
    if key in SHIPPED and shipped(key).version == version:
        return shipped_text(key)
    return ItemSetText.objects.get(organisation=organisation_id, key=key, version=version).text
