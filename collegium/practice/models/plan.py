"""The if-then plan."""

from django.core.validators import MaxValueValidator
from django.db import models
from django.utils import timezone

from collegium.groups.models import Cycle, GroupRow, Member
from collegium.vault.classes import classes
from collegium.vault.fields import SealedTextField
from collegium.vault.whose import tied

SUNDAY = 6


class Plan(GroupRow):
    """A member's if-then plan as they changed it after the session that made it.

    Where its moment is a meeting that comes every week, the plan says on which weekday (0 is
    Monday) and when that meeting begins, on the member's own clock: numbers that tell nothing.
    """

    cycle = models.ForeignKey(Cycle, models.CASCADE, related_name="+")
    member = models.ForeignKey(Member, models.CASCADE, related_name="plans")
    when = SealedTextField()  # when this happens …
    will = SealedTextField()  # … I will do that
    nudge_weekday = models.PositiveSmallIntegerField(
        null=True, blank=True, validators=[MaxValueValidator(SUNDAY)]
    )
    nudge_at = models.TimeField(null=True, blank=True)
    created_at = models.DateTimeField(default=timezone.now)

    field_classes = classes(
        public="id group cycle member nudge_weekday nudge_at created_at", sealed="when will"
    )
    whose = tied(own="member")

    class Meta:
        ordering = ("-created_at", "id")
        constraints = (
            models.CheckConstraint(
                condition=models.Q(nudge_weekday=None, nudge_at=None)
                | models.Q(nudge_weekday__lte=SUNDAY, nudge_at__isnull=False),
                name="a_day_and_a_time_or_neither",
            ),
        )

    def __str__(self) -> str:
        return f"plan of {self.member_id}"
