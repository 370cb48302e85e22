"""The record of each organisation: entries that are only ever added, and where each chain ends.

An entry names everything by id and stands below organisations and persons, so it has no foreign
keys: what it says outlasts the rows that it speaks of.
"""

from typing import Any, ClassVar, Never

from django.db import models

from collegium.vault.classes import classes


class AppendOnlyError(TypeError):
    """Somebody tried to change or delete what stands in the record."""


class Entries(models.QuerySet["Entry"]):
    """Entries to read."""

    def update(self, **_values: object) -> Never:
        """Refuse."""
        raise AppendOnlyError("The record is only added to.")

    def delete(self) -> Never:
        """Refuse."""
        raise AppendOnlyError("The record is only added to.")

    def bulk_update(self, *_args: Any, **_options: Any) -> Never:
        """Refuse."""
        raise AppendOnlyError("The record is only added to.")


class Entry(models.Model):
    """One act. Written by `actions.note` and nowhere else."""

    organisation = models.UUIDField()
    number = models.PositiveBigIntegerField()  # from 1 on in each organisation, without gap
    at = models.DateTimeField()
    verb = models.CharField(max_length=40)  # of `Verb`
    origin = models.CharField(max_length=10)  # of `Origin`
    actor = models.UUIDField(null=True)  # a person; None is the server itself
    kind = models.CharField(max_length=20, blank=True)  # of `Kind`
    subject = models.UUIDField(null=True)
    group = models.UUIDField(null=True)
    detail = models.CharField(max_length=40, blank=True)  # a word of our own lists
    amount = models.PositiveIntegerField(null=True)
    reason = models.CharField(max_length=1000, blank=True)  # of a break-glass, for the group
    mark = models.BinaryField()  # of this entry and the one before it

    objects: ClassVar[models.Manager["Entry"]] = models.Manager.from_queryset(Entries)()

    field_classes = classes(
        public="id organisation number at verb origin actor kind subject group detail amount mark",
        shared="reason",
    )

    class Meta:
        ordering = ("organisation", "number")
        verbose_name_plural = "entries"
        constraints = (
            models.UniqueConstraint(fields=("organisation", "number"), name="one_entry_per_number"),
        )
        indexes = (
            models.Index(fields=("organisation", "at"), name="entry_month"),
            models.Index(fields=("subject",), name="entry_subject"),
            models.Index(fields=("group",), name="entry_group"),
        )

    def __str__(self) -> str:
        return f"{self.organisation}:{self.number}"

    def save(self, *args: Any, **options: Any) -> None:
        """Add the entry; refuse to change one."""
        if not self._state.adding:
            raise AppendOnlyError("The record is only added to.")
        super().save(*args, **{**options, "force_insert": True})

    def delete(self, using: str | None = None, keep_parents: bool = False) -> Never:  # noqa: ARG002 - as Django has it
        """Refuse."""
        raise AppendOnlyError("The record is only added to.")


class Chain(models.Model):
    """Where the record of an organisation ends. Whoever adds to it holds this row until then."""

    organisation = models.UUIDField(primary_key=True)
    number = models.PositiveBigIntegerField(default=0)
    mark = models.BinaryField()

    field_classes = classes(public="organisation number mark")

    def __str__(self) -> str:
        return f"{self.organisation}:{self.number}"
