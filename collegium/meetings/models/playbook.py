"""The texts of playbooks that an organisation keeps, and which of them a programme follows."""

from django.db import models
from django.utils import timezone

from collegium.groups.models import Programme
from collegium.people.models import Organisation, Person
from collegium.vault.classes import classes
from collegium.vault.rows import Row
from collegium.vault.whose import tied


class PlaybookText(Row):
    """One version of a playbook, word for word; a row is never changed but for its retirement.

    An organisation's own, or a shipped one as it read when a session was opened with it.
    """

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="playbooks")
    key = models.CharField(max_length=60)
    version = models.PositiveSmallIntegerField()
    text = models.TextField()
    digest = models.CharField(max_length=64)  # SHA-256 of the text
    shipped = models.BooleanField(default=False)
    kept_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    kept_at = models.DateTimeField(default=timezone.now)
    retired_at = models.DateTimeField(null=True, blank=True)  # no longer offered

    field_classes = classes(
        public="id organisation key version digest shipped kept_by kept_at retired_at",
        shared="text",
    )
    whose = tied(did="kept_by")

    class Meta:
        ordering = ("key", "-version", "id")
        constraints = (
            models.UniqueConstraint(
                fields=("organisation", "key", "version"),
                condition=models.Q(shipped=False),
                name="one_text_per_version",
            ),
            models.UniqueConstraint(
                fields=("organisation", "key", "digest"),
                condition=models.Q(shipped=True),
                name="one_shipped_text_once",
            ),
        )

    def __str__(self) -> str:
        return f"{self.key} {self.version}"


class ChosenPlaybook(Row):
    """The playbook that one kind of session follows in a programme, where it is not the shipped."""

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="playbooks")
    kind = models.CharField(max_length=20)  # of session
    playbook = models.CharField(max_length=60)  # its key

    field_classes = classes(public="id programme kind playbook")

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("programme", "kind"), name="one_playbook_per_kind"),
        )

    def __str__(self) -> str:
        return f"{self.kind} of {self.programme_id}: {self.playbook}"
