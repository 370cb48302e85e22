"""The weekly log."""

from django.core.validators import MaxValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from collegium.groups.models import Cycle, GroupRow, Member
from collegium.vault.classes import classes
from collegium.vault.fields import SealedTextField
from collegium.vault.whose import tied


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
    readers = models.ManyToManyField(Member, related_name="+")  # the buddies it was written for
    attempts = models.PositiveSmallIntegerField(default=0)
    sure = models.PositiveSmallIntegerField(
        null=True, blank=True, validators=[MaxValueValidator(100)]
    )
    created_at = models.DateTimeField(default=timezone.now)
    changed_at = models.DateTimeField(default=timezone.now)

    field_classes = classes(
        public="id group cycle member week audience readers created_at changed_at",
        sealed="did happened learned",
        measure="attempts sure",
    )
    whose = tied(own="member", named="readers")

    class Meta:
        ordering = ("-week", "-created_at", "id")

    def __str__(self) -> str:
        return f"log of {self.member_id}, week {self.week}"
