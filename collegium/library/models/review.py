"""After-action reviews, and what they say of techniques."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from collegium.groups.models import Cycle, GroupRow, Member, Topic
from collegium.library.models.resource import LONGEST_SLUG
from collegium.vault.classes import classes
from collegium.vault.fields import SealedTextField
from collegium.vault.rows import Row
from collegium.vault.whose import tied


class Review(GroupRow):
    """A member's look back at one cycle, in four questions; nobody else reads it."""

    cycle = models.ForeignKey(Cycle, models.CASCADE, related_name="+")
    member = models.ForeignKey(Member, models.CASCADE, related_name="+")
    expected = SealedTextField()
    happened = SealedTextField()
    why = SealedTextField()
    next = SealedTextField()
    created_at = models.DateTimeField(default=timezone.now)
    changed_at = models.DateTimeField(default=timezone.now)

    field_classes = classes(
        public="id group cycle member created_at changed_at", sealed="expected happened why next"
    )
    whose = tied(own="member")

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("cycle", "member"), name="one_review_a_cycle"),
        )

    def __str__(self) -> str:
        return f"review of {self.member_id}"


class Effect(models.TextChoices):
    """What came of trying a technique."""

    HELPED = "helped", _("It helped")
    SAME = "same", _("It made no difference")
    WORSE = "worse", _("It made it worse")


class TechniqueResult(Row):
    """What a member says of one technique after a cycle; without a slug it was something else.

    `topic` is the kind of situation: what the cycle's challenge was about.
    """

    member = models.ForeignKey(Member, models.CASCADE, related_name="technique_results")
    cycle = models.ForeignKey(Cycle, models.CASCADE, related_name="+")
    technique = models.CharField(max_length=LONGEST_SLUG, blank=True)
    topic = models.CharField(max_length=20, choices=Topic)
    effect = models.CharField(max_length=10, choices=Effect)
    attempts = models.PositiveSmallIntegerField()
    created_at = models.DateTimeField(default=timezone.now)

    field_classes = classes(
        public="id member cycle created_at", measure="technique topic effect attempts"
    )
    whose = tied(own="member")

    class Meta:
        ordering = ("created_at", "id")
        constraints = (
            models.UniqueConstraint(
                fields=("cycle", "member", "technique"), name="one_result_a_technique"
            ),
        )

    def __str__(self) -> str:
        return f"result of {self.member_id}"
