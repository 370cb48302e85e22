"""Unique markers in every sealed field, and the ways in which a leak would spell them."""

import base64
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from quopri import encodestring
from typing import Any, cast
from uuid import UUID, uuid4
from zipfile import ZipFile, is_zipfile

from django.apps import apps
from django.db import connections, models
from django.utils.html import escape

from collegium.groups.models import Asked, GroupRow, RaisedChallenge, RatherNot
from collegium.mailing.models import ChatChannel
from collegium.meetings.models import CalendarSource
from collegium.people.signing.models import SignOn
from collegium.vault import keyring
from collegium.vault.fields import SealedField, SealedJSONField, read
from collegium.vault.rows import Row

# sealed with a key of their owner's own, or with one of theirs alone
OWN = (RatherNot, CalendarSource, ChatChannel, SignOn, RaisedChallenge, Asked)


@dataclass(frozen=True, slots=True)
class Canary:
    """One marker and the field it was put into."""

    field: str
    marker: str

    def spellings(self) -> Iterator[bytes]:
        """The marker as plain, escaped, base64 in three phases, hex, quoted, UTF-16."""
        plain = self.marker.encode()
        yield plain
        yield escape(self.marker).encode()
        yield plain.hex().encode()
        yield encodestring(plain)
        yield self.marker.encode("utf-16-le")
        yield zlib.compress(plain)
        for phase in range(3):
            # the first and last characters of base64 depend on what stands around
            yield base64.b64encode(b"x" * phase + plain)[4:-4]


def sealed_models() -> list[type[Row]]:
    """Every model of ours that holds sealed fields: a group's words, or one person's page."""
    models_with_words = [model for model in apps.get_models() if sealed_fields(model)]
    assert all(issubclass(model, (GroupRow, *OWN)) for model in models_with_words)
    return cast(list[type[Row]], models_with_words)


def sealed_fields(model: type[models.Model]) -> list[SealedField]:
    """A model's sealed fields."""
    return [field for field in model._meta.get_fields() if isinstance(field, SealedField)]


def plant(model: type[Row], known: Mapping[str, Any]) -> list[Canary]:
    """Make one row of a model with a marker in each sealed field."""
    values = {
        field.name: _fitting(known[field.name], field)
        for field in model._meta.concrete_fields
        if field.name in known and not field.primary_key
    }
    canaries = []
    for field in sealed_fields(model):
        canary = Canary(f"{model._meta.label}.{field.name}", f"canary’{uuid4().hex}<{field.name}>")
        canaries.append(canary)
        is_json = isinstance(field, SealedJSONField)
        shown = {"text": canary.marker, "shown": True}
        values[field.name] = shown if is_json else canary.marker
    row = model(**values)
    keyring.create(row.vault_scope)
    row.save()
    return canaries


def _fitting(value: object, field: "models.Field[Any, Any]") -> object:
    """A value that a column takes: PostgreSQL refuses what is too long for it."""
    limit = field.max_length if isinstance(field, models.CharField) else None
    return value[:limit] if isinstance(value, str) and limit else value


def found(canaries: list[Canary], haystack: bytes) -> list[str]:
    """The fields whose marker stands in the haystack in any spelling."""
    return [
        canary.field
        for canary in canaries
        if any(spelling in haystack for spelling in canary.spellings())
    ]


def unpacked(folder: Path) -> Iterator[bytes]:
    """Every file in a folder, and whatever is packed into those that are archives."""
    for path in sorted(one for one in folder.rglob("*") if one.is_file()):
        yield path.read_bytes()
        if is_zipfile(path):
            with ZipFile(path) as packed:
                yield from map(packed.read, packed.namelist())


OF_THE_CODE = {"django_content_type", "auth_permission", "django_migrations"}  # names of models


def everything_stored() -> bytes:
    """Every value of every row of both databases, as one would read them out of a dump."""
    pieces: list[bytes] = []
    for alias in ("default", "vault"):
        with connections[alias].cursor() as cursor:
            tables = connections[alias].introspection.table_names(cursor)
            for table in set(tables) - OF_THE_CODE:
                cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608 - our own table names
                pieces.extend(_bytes(value) for row in cursor.fetchall() for value in row)
    return b"\n".join(pieces)


def _bytes(value: object) -> bytes:
    if isinstance(value, bytes | memoryview | bytearray):
        return bytes(value)
    if isinstance(value, UUID):
        return value.hex.encode()
    if isinstance(value, date):
        return value.isoformat().encode()
    return str(value).encode()


def everything_opened() -> str:
    """Every sealed value of every row, decrypted: what really stands there."""
    pieces = []
    for model in sealed_models():
        for row in model._default_manager.order_by("pk"):
            key = keyring.key_of(row.vault_scope)
            pieces += [str(read(row, field.name, key=key)) for field in sealed_fields(model)]
    return "\n".join(pieces)
