"""The second database: one wrapped key per group, nothing else."""

from django.db import models

from collegium.vault.classes import classes


class WrappedKey(models.Model):
    """A group's key under the master key. Deleting the row erases the group's words everywhere."""

    scope = models.UUIDField(primary_key=True, editable=False)
    wrapped = models.BinaryField()
    created_at = models.DateTimeField(auto_now_add=True)

    field_classes = classes(public="scope wrapped created_at")

    def __str__(self) -> str:
        return f"key of {self.scope}"
