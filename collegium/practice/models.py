"""What members do between two sessions."""

from django.core.validators import MaxValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from collegium.groups.models import Buddies, Cycle, GroupRow, Member
from collegium.vault.classes import classes
from collegium.vault.fields import SealedTextField
from collegium.vault.rows import Row


class Plan(GroupRow):
    """A member's if-then plan as they changed it after the session that made it."""

    cycle = models.ForeignKey(Cycle, models.CASCADE, related_name="+")
    member = models.ForeignKey(Member, models.CASCADE, related_name="plans")
    when = SealedTextField()  # when this happens …
    will = SealedTextField()  # … I will do that
    created_at = models.DateTimeField(default=timezone.now)

    field_classes = classes(public="id group cycle member created_at", sealed="when will")

    class Meta:
        ordering = ("-created_at", "id")

    def __str__(self) -> str:
        return f"plan of {self.member_id}"


class Audience(models.TextChoices):
    """Who may read a log entry besides its author."""

    PRIVATE = "private", _("Only me")
    BUDDY = "buddy", _("My buddy")
    GROUP = "group", _("My group")


class LogEntry(GroupRow):
    """What I did, what happened, what I learned."""

    cycle = models.ForeignKey(Cycle, models.CASCADE, related_name="+")
    member = models.ForeignKey(Member, models.CASCADE, related_name="log")
    week = models.PositiveSmallIntegerField()  # of practice, from 1
    did = SealedTextField()
    happened = SealedTextField()
    learned = SealedTextField()
    audience = models.CharField(max_length=10, choices=Audience, default=Audience.BUDDY)
    attempts = models.PositiveSmallIntegerField(default=0)
    sure = models.PositiveSmallIntegerField(
        null=True, blank=True, validators=[MaxValueValidator(100)]
    )
    created_at = models.DateTimeField(default=timezone.now)
    changed_at = models.DateTimeField(default=timezone.now)

    field_classes = classes(
        public="id group cycle member week audience created_at changed_at",
        sealed="did happened learned",
        measure="attempts sure",
    )

    class Meta:
        ordering = ("-week", "-created_at", "id")

    def __str__(self) -> str:
        return f"log of {self.member_id}, week {self.week}"


class CheckIn(GroupRow):
    """A weekly talk of two buddies, confirmed by either."""

    buddies = models.ForeignKey(Buddies, models.CASCADE, related_name="check_ins")
    week = models.PositiveSmallIntegerField()
    confirmed_by = models.ForeignKey(Member, models.SET_NULL, null=True, related_name="+")
    talked_on = models.DateField()
    note = SealedTextField()  # for the buddies alone
    created_at = models.DateTimeField(default=timezone.now)

    field_classes = classes(
        public="id group buddies week confirmed_by talked_on created_at", sealed="note"
    )

    class Meta:
        ordering = ("-week", "id")
        constraints = (
            models.UniqueConstraint(fields=("buddies", "week"), name="one_check_in_a_week"),
        )

    def __str__(self) -> str:
        return f"check-in of {self.buddies_id}, week {self.week}"


class Goal(GroupRow):
    """What a member wants to reach, with a number that shows how far they are."""

    cycle = models.ForeignKey(Cycle, models.CASCADE, related_name="+")
    member = models.ForeignKey(Member, models.CASCADE, related_name="goals")
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

    class Meta:
        ordering = ("created_at", "id")

    def __str__(self) -> str:
        return f"goal of {self.member_id}"


class GoalStep(Row):
    """How far a goal had come on a day."""

    goal = models.ForeignKey(Goal, models.CASCADE, related_name="steps")
    on = models.DateField()
    value = models.IntegerField()

    field_classes = classes(public="id goal on", measure="value")

    class Meta:
        ordering = ("on", "id")
        constraints = (models.UniqueConstraint(fields=("goal", "on"), name="one_goal_step_a_day"),)

    def __str__(self) -> str:
        return f"{self.goal_id} on {self.on}"


class TipAnswer(GroupRow):
    """A member's answer to the question of the week, for themselves."""

    cycle = models.ForeignKey(Cycle, models.CASCADE, related_name="+")
    member = models.ForeignKey(Member, models.CASCADE, related_name="+")
    tip = models.CharField(max_length=60)  # its slug in the tip files
    week = models.PositiveSmallIntegerField()  # of practice, from 1
    text = SealedTextField()
    created_at = models.DateTimeField(default=timezone.now)

    field_classes = classes(public="id group cycle member tip week created_at", sealed="text")

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("cycle", "member", "tip"), name="one_answer_a_tip"),
        )

    def __str__(self) -> str:
        return f"answer of {self.member_id} to {self.tip}"
