"""Goals and the steps towards them."""

from django.db import models
from django.utils import timezone

from collegium.groups.models import Cycle, GroupRow, Member
from collegium.vault.classes import classes
from collegium.vault.fields import SealedTextField
from collegium.vault.rows import Row
from collegium.vault.whose import tied


class Goal(GroupRow):
    """What a member wants to reach, with a number that shows how far they are.

    Without a member it is the whole group's, one in each cycle.
    """

    cycle = models.ForeignKey(Cycle, models.CASCADE, related_name="+")
    member = models.ForeignKey(Member, models.CASCADE, null=True, blank=True, related_name="goals")
    sentence = SealedTextField()
    unit = SealedTextField()  # what is counted
    start = models.IntegerField(default=0)
    target = models.IntegerField()
    created_at = models.DateTimeField(default=timezone.now)

    field_classes = classes(
        public="id group cycle member created_at",
        sealed="sentence unit",
        measure="start target",
    )
    whose = tied(own="member")

    class Meta:
        ordering = ("created_at", "id")
        constraints = (
            models.UniqueConstraint(
                fields=("cycle",), condition=models.Q(member=None), name="one_goal_of_the_group"
            ),
        )

    def __str__(self) -> str:
        return f"goal of {self.member_id or self.group_id}"


class GoalStep(Row):
    """How far a goal had come on a day."""

    goal = models.ForeignKey(Goal, models.CASCADE, related_name="steps")
    on = models.DateField()
    value = models.IntegerField()
    noted_by = models.ForeignKey(Member, models.SET_NULL, null=True, related_name="+")

    field_classes = classes(public="id goal on noted_by", measure="value")
    whose = tied(own="goal__member", did="noted_by")

    class Meta:
        ordering = ("on", "id")
        constraints = (models.UniqueConstraint(fields=("goal", "on"), name="one_goal_step_a_day"),)

    def __str__(self) -> str:
        return f"{self.goal_id} on {self.on}"
