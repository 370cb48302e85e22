"""What a group's memory needs of its own: words on plans, and which cycles newcomers may read."""

from django.db import models
from django.utils import timezone

from collegium.groups.models import Cycle, GroupRow, Member
from collegium.meetings.models import Session
from collegium.vault.classes import classes
from collegium.vault.fields import SealedJSONField, SealedTextField
from collegium.vault.rows import Row
from collegium.vault.whose import tied


class PlanFate(GroupRow):
    """What a member says became of their plan of one cycle; one letter, so no length tells it."""

    cycle = models.ForeignKey(Cycle, models.CASCADE, related_name="+")
    member = models.ForeignKey(Member, models.CASCADE, related_name="+")
    said = SealedTextField()  # a letter of queries.memory.promises.LETTERS
    said_at = models.DateTimeField(default=timezone.now)

    field_classes = classes(public="id group cycle member said_at", sealed="said")
    whose = tied(own="member")

    class Meta:
        constraints = (models.UniqueConstraint(fields=("cycle", "member"), name="one_fate_a_plan"),)

    def __str__(self) -> str:
        return f"fate of a plan of {self.member_id}"


class Opening(Row):
    """That a group was asked to open a cycle to those who joined later."""

    cycle = models.OneToOneField(Cycle, models.CASCADE, related_name="opening")
    asked_by = models.ForeignKey(Member, models.SET_NULL, null=True, related_name="+")
    asked_at = models.DateTimeField(default=timezone.now)

    field_classes = classes(public="id cycle asked_by asked_at")
    whose = tied(did="asked_by")

    def __str__(self) -> str:
        return f"opening of {self.cycle_id}"


class OpeningYes(Row):
    """That a member who was there agrees. Taken back, the row is gone and the cycle closed."""

    opening = models.ForeignKey(Opening, models.CASCADE, related_name="agreed")
    member = models.ForeignKey(Member, models.CASCADE, related_name="+")
    said_at = models.DateTimeField(default=timezone.now)

    field_classes = classes(public="id opening member said_at")
    whose = tied(own="member")

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("opening", "member"), name="one_yes_to_an_opening"),
        )

    def __str__(self) -> str:
        return f"yes of {self.member_id} to {self.opening_id}"


class Sense(GroupRow):
    """What the sentences that a session left mean, so that themes need not work it out anew.

    Sealed like the sentences: a vector gives away what it came from. Gone as soon as one of them
    is taken back, and made again by the worker.
    """

    session = models.OneToOneField(Session, models.CASCADE, related_name="+")
    encoder = models.CharField(max_length=60)
    vectors = SealedJSONField()  # by saying, in base64

    field_classes = classes(public="id group session encoder", sealed="vectors")

    def __str__(self) -> str:
        return f"sense of {self.session_id}"
