"""Model fields that hold ciphertext: assign plain text, and what the database returns is sealed.

entry.did = "…"; entry.save()      sealed on its way to the database
read(entry, "did", key=room.key)   the only way back to the text
"""

import json
from typing import TYPE_CHECKING, Any, ClassVar

from django.db import models

from collegium.vault import keyring
from collegium.vault.rows import Row
from collegium.vault.sealing import Key

if TYPE_CHECKING:
    BinaryField = models.BinaryField[Any, Any]
else:  # Django's fields take no type arguments when they run
    BinaryField = models.BinaryField


_JSON = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


class Sealed(bytes):
    """Ciphertext as it stands in the database. Shows nothing of itself."""

    def __repr__(self) -> str:
        return "<sealed>"

    __str__ = __repr__


class SealedField(BinaryField):
    """A text that only members of the row's group can read."""

    description = "Sealed text"
    empty: ClassVar[Any] = ""

    def pre_save(self, model_instance: models.Model, add: bool) -> Sealed:
        """Seal what was assigned; leave what is sealed already."""
        value = super().pre_save(model_instance, add)
        if not isinstance(value, Sealed):
            assert isinstance(model_instance, Row)  # noqa: S101 - narrows the type for mypy
            key = keyring.key_of(model_instance.vault_scope)
            value = Sealed(key.seal(self.dump(value), place=place_of(model_instance, self.name)))
            setattr(model_instance, self.attname, value)
        return value

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:
        """Refuse anything that did not pass `pre_save`, such as a queryset's `update()`."""
        if value is not None and not isinstance(value, Sealed):
            raise TypeError(f"{self.name} is sealed: write it through save(), never look it up")
        return super().get_db_prep_value(value, connection, prepared)

    def get_default(self) -> Any:
        """What stands in a row nobody wrote to, sealed like anything else."""
        return self.empty

    def from_db_value(self, value: bytes | memoryview | None, *_: object) -> Sealed | None:
        """Keep the ciphertext closed."""
        return None if value is None else Sealed(bytes(value))

    def dump(self, value: Any) -> str:
        """The text to seal."""
        return str(value)

    def load(self, text: str) -> Any:
        """The value that was sealed."""
        return text


class SealedTextField(SealedField):
    """A sealed text."""


class PaddedTextField(SealedTextField):
    """A sealed text whose length tells nothing: filled up to a multiple of `BLOCK` bytes."""

    BLOCK: ClassVar[int] = 32 * 1024

    def dump(self, value: Any) -> str:
        """The text, filled up."""
        text = super().dump(value)
        return text + "\0" * (-len(text.encode()) % self.BLOCK)

    def load(self, text: str) -> Any:
        """The text alone."""
        return text.rstrip("\0")


class SealedJSONField(SealedField):
    """A sealed value of dicts, lists, texts and numbers."""

    empty = None

    def dump(self, value: Any) -> str:
        """The value as JSON."""
        return _JSON.encode(value)

    def load(self, text: str) -> Any:
        """The value out of JSON."""
        return json.loads(text)


def place_of(row: Row, name: str) -> str:
    """What a ciphertext is bound to: model, field and row."""
    return f"{row._meta.label_lower}.{name}|{row.pk}"


def read(row: Row, name: str, *, key: Key) -> Any:
    """The value of a sealed field; raises `VaultError` when it does not belong to row and key."""
    field = row._meta.get_field(name)
    value = getattr(row, name)
    if not isinstance(field, SealedField):
        raise TypeError(f"{name} is not a sealed field")
    if not isinstance(value, Sealed):
        return value
    return field.load(key.open(value, place=place_of(row, name)))
