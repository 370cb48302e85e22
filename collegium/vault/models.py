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


class Buried(models.TextChoices):
    """What can be gone for good beside a key."""

    PERSON = "person", "a person"
    PLACE = "place", "a place in a group, with all its words"
    STORY = "story", "a published story, by its draft"
    WORDS = "words", "one thing that a member wrote"
    GROUP = "group", "the words of a whole group"


class Tombstone(models.Model):
    """That something was erased, withdrawn or taken back, so that no backup brings it back."""

    kind = models.CharField(max_length=10, choices=Buried)
    subject = models.UUIDField()
    what = models.CharField(max_length=20, blank=True)  # the sort of words
    member = models.UUIDField(null=True)  # whose words they were
    at = models.DateTimeField(default=timezone.now)

    field_classes = classes(public="id kind subject what member at")

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("kind", "subject"), name="one_tombstone_each"),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.subject} is gone"


class Destroyed(models.Model):
    """That a key was destroyed, so that no backup brings it back."""

    scope = models.UUIDField(primary_key=True, editable=False)
    at = models.DateTimeField(default=timezone.now)

    field_classes = classes(public="scope at")

    class Meta:
        verbose_name_plural = "destroyed"

    def __str__(self) -> str:
        return f"{self.scope} is gone"
