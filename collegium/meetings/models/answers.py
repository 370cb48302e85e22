"""What members say to proposed times, and that they cannot come after all."""

from django.db import models

from collegium.groups.models import Member
from collegium.meetings.models.session import Session, Slot
from collegium.vault.classes import classes
from collegium.vault.rows import Row
from collegium.vault.whose import tied


class Asking(Row):
    """A session whose proposed times are open for answers. Gone once it is decided."""

    session = models.OneToOneField(Session, models.CASCADE, related_name="asking")
    answer_by = models.DateTimeField(db_index=True)
    asked_at = models.DateTimeField()

    field_classes = classes(public="id session answer_by asked_at")

    def __str__(self) -> str:
        return f"asking for {self.session_id}"


class Answer(Row):
    """One member's yes or no to one proposed time."""

    slot = models.ForeignKey(Slot, models.CASCADE, related_name="answers")
    member = models.ForeignKey(Member, models.CASCADE, related_name="+")
    can = models.BooleanField()
    answered_at = models.DateTimeField()

    field_classes = classes(public="id slot member can answered_at")
    whose = tied(own="member")

    class Meta:
        constraints = (models.UniqueConstraint(fields=("slot", "member"), name="one_answer_each"),)

    def __str__(self) -> str:
        return f"answer to {self.slot_id}"


class Absence(Row):
    """A member cannot come to a session whose date stands. Why is theirs to say, elsewhere."""

    session = models.ForeignKey(Session, models.CASCADE, related_name="absences")
    member = models.ForeignKey(Member, models.CASCADE, related_name="+")
    starts_at = models.DateTimeField()  # the date they cannot make; another one they might
    said_at = models.DateTimeField()

    field_classes = classes(public="id session member starts_at said_at")
    whose = tied(own="member")

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("session", "member", "starts_at"), name="one_absence_each"
            ),
        )

    def __str__(self) -> str:
        return f"absence from {self.session_id}"
