"""Everything that is sealed under a group's key, as one text."""

import json
from collections.abc import Iterator
from uuid import UUID

from django.apps import apps
from django.db import models

from collegium.audit.models import Entry
from collegium.groups.models import Group, GroupRow, Member
from collegium.vault.fields import SealedField, read
from collegium.vault.sealing import Key

AUTHORS = ("member_id", "author_id", "proposed_by_id", "confirmed_by_id")
TIMES = ("created_at", "at", "talked_on")


def words_of(group: Group, key: Key, entry: Entry) -> bytes:
    """The words as JSON in UTF-8, each with its kind, row, author and time where it has them."""
    names = dict(Member.objects.filter(group=group).values_list("pk", "person__name"))
    rows = [row for model in _models() for row in _rows(model, group, key, names)]
    said = {
        "group": group.name,
        "programme": group.programme.name,
        "id": str(group.pk),
        "reason": entry.reason,
        "record": {"number": entry.number, "at": entry.at.isoformat(), "mark": entry.mark.hex()},
        "members": sorted(names.values()),
        "written": rows,
    }
    return json.dumps(said, ensure_ascii=False, indent=1).encode()


def _models() -> Iterator[type[GroupRow]]:
    """Those that hold a group's words; what people keep under keys of their own is not theirs."""
    for model in apps.get_models():
        if issubclass(model, GroupRow) and _sealed(model):
            yield model


def _rows(
    model: type[GroupRow], group: Group, key: Key, names: dict[UUID, str]
) -> Iterator[dict[str, object]]:
    for row in model._default_manager.filter(group=group).order_by("pk"):
        author = next((names[one] for name in AUTHORS if (one := _value(row, name)) in names), None)
        time = next((one for name in TIMES if (one := _value(row, name)) is not None), None)
        yield {
            "kind": model._meta.label,
            "id": str(row.pk),
            "by": author,
            "at": str(time) if time is not None else None,
            "words": {name: read(row, name, key=key) for name in _sealed(model)},
        }


def _value(row: GroupRow, name: str) -> UUID | None:
    value: UUID | None = getattr(row, name, None)
    return value


def _sealed(model: type[models.Model]) -> list[str]:
    return [field.name for field in model._meta.concrete_fields if isinstance(field, SealedField)]
