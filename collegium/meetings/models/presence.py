"""When somebody was last at a session's page."""

from django.db import models

from collegium.groups.models import Member
from collegium.meetings.models.session import Session
from collegium.vault.classes import classes
from collegium.vault.rows import Row
from collegium.vault.whose import tied


class Presence(Row):
    """The last sign of a member in a session under way, from whichever process saw it."""

    session = models.ForeignKey(Session, models.CASCADE, related_name="+")
    member = models.ForeignKey(Member, models.CASCADE, related_name="+")
    seen_at = models.DateTimeField()

    field_classes = classes(public="id session member seen_at")
    whose = tied(own="member")

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("session", "member"), name="one_presence_each"),
        )

    def __str__(self) -> str:
        return f"{self.member_id} in {self.session_id}"
