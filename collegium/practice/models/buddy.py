"""The weekly talk of two or three buddies, and what they write to one another."""

from django.db import models
from django.utils import timezone

from collegium.groups.models import Buddies, GroupRow, Member
from collegium.vault.classes import classes
from collegium.vault.fields import SealedTextField
from collegium.vault.whose import tied


class CheckIn(GroupRow):
    """A weekly talk of two buddies, confirmed by either."""

    buddies = models.ForeignKey(Buddies, models.CASCADE, related_name="check_ins")
    week = models.PositiveSmallIntegerField()
    confirmed_by = models.ForeignKey(Member, models.SET_NULL, null=True, related_name="+")
    talked_on = models.DateField()
    note = SealedTextField()  # for the buddies alone
    readers = models.ManyToManyField(Member, related_name="+")  # who were buddies in that week
    created_at = models.DateTimeField(default=timezone.now)

    field_classes = classes(
        public="id group buddies week confirmed_by talked_on readers created_at", sealed="note"
    )
    whose = tied(place="confirmed_by readers")

    class Meta:
        ordering = ("-week", "id")
        constraints = (
            models.UniqueConstraint(fields=("buddies", "week"), name="one_check_in_a_week"),
        )

    def __str__(self) -> str:
        return f"check-in of {self.buddies_id}, week {self.week}"


class Worksheet(GroupRow):
    """What a member writes to their buddies in a week, in place of the talk or before it."""

    buddies = models.ForeignKey(Buddies, models.CASCADE, related_name="worksheets")
    member = models.ForeignKey(Member, models.CASCADE, related_name="+")
    week = models.PositiveSmallIntegerField()
    tried = SealedTextField()
    stuck = SealedTextField()
    moment = SealedTextField()
    step = SealedTextField()
    readers = models.ManyToManyField(Member, related_name="+")  # the buddies it was written to
    created_at = models.DateTimeField(default=timezone.now)
    changed_at = models.DateTimeField(default=timezone.now)

    field_classes = classes(
        public="id group buddies member week readers created_at changed_at",
        sealed="tried stuck moment step",
    )
    whose = tied(own="member", named="readers")

    class Meta:
        ordering = ("-week", "created_at", "id")
        constraints = (
            models.UniqueConstraint(
                fields=("buddies", "member", "week"), name="one_worksheet_a_week"
            ),
        )

    def __str__(self) -> str:
        return f"worksheet of {self.member_id}, week {self.week}"
