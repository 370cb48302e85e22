"""What must not be forgotten while a restore is under way: what was gone, and how far it came."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from uuid import UUID

from django.db import connections

from collegium.config.backups.disk import on_disk
from collegium.config.backups.in_use import ERASED
from collegium.vault import tombstones
from collegium.vault.models import Destroyed, Tombstone
from collegium.vault.router import VAULT

type Tombstones = Mapping[UUID, datetime]
type Stones = list[list[str]]  # as `vault.tombstones` writes them


class Came(StrEnum):
    """How far a restore came."""

    NOWHERE = "nowhere"  # nothing was replaced
    HALF = "half"  # one database may be the backup's and the other not
    BOTH = "both"


@dataclass(frozen=True, slots=True)
class UnderWay:
    """A restore that is not finished."""

    gone: Tombstones  # keys, and since when
    stones: Stones
    came: Came


def begin(data: Path) -> UnderWay:
    """Write down what this installation knows to be gone, beside what a broken-off one did."""
    before = recall(data) or UnderWay({}, [], Came.NOWHERE)
    both = replace(
        before, gone=_later(before.gone, _tombstones()), stones=[*before.stones, *_stones()]
    )
    _write(data / ERASED, both)
    return both


def recall(data: Path) -> UnderWay | None:
    """The restore that is under way, or broke off; None where there is none."""
    path = data / ERASED
    if not path.exists():
        return None
    found = json.loads(path.read_text(encoding="utf-8"))
    gone = {UUID(one): datetime.fromisoformat(at) for one, at in found["scopes"].items()}
    return UnderWay(gone, found["stones"], Came(found.get("came", Came.HALF)))


def note_progress(data: Path, under_way: UnderWay, came: Came) -> UnderWay:
    """Write down how far it came."""
    further = replace(under_way, came=came)
    _write(data / ERASED, further)
    return further


def forget(data: Path) -> None:
    """It is finished."""
    (data / ERASED).unlink()


def _write(path: Path, under_way: UnderWay) -> None:
    beside = path.with_name(f".{path.name}")
    scopes = {str(scope): at.isoformat() for scope, at in under_way.gone.items()}
    found = {"scopes": scopes, "stones": under_way.stones, "came": under_way.came}
    beside.write_text(json.dumps(found), encoding="utf-8")
    on_disk(beside)
    beside.replace(path)
    on_disk(path.parent)


def _later(one: Tombstones, other: Tombstones) -> Tombstones:
    """Both together, each with the later time."""
    return {
        scope: max(times[scope] for times in (one, other) if scope in times)
        for scope in one.keys() | other.keys()
    }


def _stones() -> Stones:
    """What this installation knows to be gone beside keys, before anything is replaced."""
    if Tombstone._meta.db_table not in connections[VAULT].introspection.table_names():
        return []
    return tombstones.as_data()


def _tombstones() -> Tombstones:
    """What this installation knows to be erased, before anything is replaced."""
    if Destroyed._meta.db_table not in connections[VAULT].introspection.table_names():
        return {}
    return {one.scope: one.at for one in Destroyed.objects.all()}
