"""The second database: one wrapped key per group, and which were destroyed; nothing else."""

from django.db import models
from django.utils import timezone

from collegium.vault.classes import classes


class WrappedKey(models.Model):
    """A group's key under the master key. Deleting the row erases the group's words everywhere."""

    scope = models.UUIDField(primary_key=True, editable=False)
    wrapped = models.BinaryField()
    master = models.BinaryField(default=b"")  # the mark of the master key that wrapped it
    created_at = models.DateTimeField(auto_now_add=True)

    field_classes = classes(public="scope wrapped master created_at")

    def __str__(self) -> str:
        return f"key of {self.scope}"


class Destroyed(models.Model):
    """That a key was destroyed, so that no backup brings it back."""

    scope = models.UUIDField(primary_key=True, editable=False)
    at = models.DateTimeField(default=timezone.now)

    field_classes = classes(public="scope at")

    class Meta:
        verbose_name_plural = "destroyed"

    def __str__(self) -> str:
        return f"{self.scope} is gone"
