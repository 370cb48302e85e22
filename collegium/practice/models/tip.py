"""Answers to the question of the week."""

from django.db import models
from django.utils import timezone

from collegium.groups.models import Cycle, GroupRow, Member
from collegium.vault.classes import classes
from collegium.vault.fields import SealedTextField
from collegium.vault.whose import tied


class TipAnswer(GroupRow):
    """A member's answer to the question of the week, for themselves."""

    cycle = models.ForeignKey(Cycle, models.CASCADE, related_name="+")
    member = models.ForeignKey(Member, models.CASCADE, related_name="+")
    tip = models.CharField(max_length=60)  # its slug in the tip files
    week = models.PositiveSmallIntegerField()  # of practice, from 1
    text = SealedTextField()
    created_at = models.DateTimeField(default=timezone.now)

    field_classes = classes(public="id group cycle member tip week created_at", sealed="text")
    whose = tied(own="member")

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("cycle", "member", "tip"), name="one_answer_a_tip"),
        )

    def __str__(self) -> str:
        return f"answer of {self.member_id} to {self.tip}"
