"""The base of every row."""

from collections.abc import Mapping
from typing import ClassVar
from uuid import UUID, uuid4, uuid5

from django.db import models

from collegium.vault.classes import FieldClass
from collegium.vault.whose import Tie


class Row(models.Model):
    """A row whose identity is known before it is stored, so that sealing can bind to it.

    A form may choose the identity (its hidden ``once`` field), which makes a second click on the
    same form find the first one's row.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)

    field_classes: ClassVar[Mapping[str, FieldClass]]
    whose: ClassVar[Mapping[str, Tie]] = {}

    class Meta:
        abstract = True

    @property
    def vault_scope(self) -> UUID:
        """Whose key seals this row: the identity of a group. Rows with sealed fields say it."""
        raise NotImplementedError(f"{type(self).__name__} has no sealed fields")


def own_identity(model: type[Row], once: UUID, **owner: Row) -> UUID:
    """The identity that a form chose for a new row of its owner, the same at every repetition.

    Where somebody else's row has it already, another one takes its place, so that nobody adopts
    a row, or learns that it exists, by sending its identity.
    """
    taken = model._default_manager.filter(pk=once).exclude(**owner).exists()
    return uuid5(once, "/".join(str(row.pk) for row in owner.values())) if taken else once
