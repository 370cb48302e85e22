"""The sponsor note: a member lets their boss know what helps in the weeks of practice."""

from django.db import models
from django.utils import timezone

from collegium.groups.models import Cycle, Member
from collegium.vault.classes import classes
from collegium.vault.rows import Row
from collegium.vault.whose import tied


class SponsorNote(Row):
    """A member's agreement, for one cycle, that the note goes out. Its words are fixed."""

    cycle = models.ForeignKey(Cycle, models.CASCADE, related_name="+")
    member = models.ForeignKey(Member, models.CASCADE, related_name="sponsor_notes")
    agreed_at = models.DateTimeField(default=timezone.now)
    goes_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)

    field_classes = classes(public="id cycle member agreed_at goes_at revoked_at")
    whose = tied(own="member")

    class Meta:
        ordering = ("-agreed_at", "id")
        constraints = (
            models.UniqueConstraint(
                fields=("cycle", "member"),
                condition=models.Q(revoked_at=None),
                name="one_sponsor_note_a_cycle",
            ),
        )

    def __str__(self) -> str:
        return f"sponsor note of {self.member_id}"
