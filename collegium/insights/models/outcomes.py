"""How teams did, as an organisation's own systems have it, and what was found in it."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from collegium.people.models import BroughtFile, Organisation, Person
from collegium.vault.classes import classes
from collegium.vault.rows import Row
from collegium.vault.whose import tied


class OutcomeName(models.TextChoices):
    """What is known of a team; more is always better."""

    ENGAGEMENT = "engagement", _("Engagement")
    PRODUCTIVITY = "productivity", _("Productivity")
    RETENTION = "retention", _("Retention")


class OutcomeFile(BroughtFile):
    """A file of outcomes."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    uploaded_by = models.ForeignKey(Person, models.CASCADE, related_name="+")

    field_classes = classes(
        public="id organisation uploaded_by created_at applied_at summary",
        roster="file_name mapping",
        measure="content",
    )
    whose = tied(did="uploaded_by")


class TeamOutcome(Row):
    """One measure of the team of one leader, month by month.

    All months stand in one row: a file brings years of them at once, and they are only ever
    read together.
    """

    person = models.ForeignKey(Person, models.CASCADE, related_name="team_outcomes")
    outcome = models.CharField(max_length=20, choices=OutcomeName)
    values = models.JSONField(default=dict)  # a number for each month, such as "2026-03"
    changed_at = models.DateTimeField(default=timezone.now)
    counted = models.BooleanField(default=False)  # as a leader who started, in the last finding

    field_classes = classes(public="id person outcome changed_at counted", measure="values")
    whose = tied(about="person")

    class Meta:
        ordering = ("person", "outcome", "id")
        constraints = (
            models.UniqueConstraint(fields=("person", "outcome"), name="one_row_per_team_outcome"),
        )

    def __str__(self) -> str:
        return f"{self.outcome} of {self.person_id}"


class OutcomeFinding(Row):
    """What was published about one measure at the end of a month. Never changed.

    `before` holds [value, low, high] for the six to four and three to one months before.
    """

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    outcome = models.CharField(max_length=20, choices=OutcomeName)
    period = models.DateField()  # the first day of its month
    published_at = models.DateTimeField(default=timezone.now)
    verdict = models.CharField(max_length=20)
    value = models.FloatField(null=True)
    low = models.FloatField(null=True)
    high = models.FloatField(null=True)
    before = models.JSONField(default=list)
    leaders = models.PositiveIntegerField(default=0)
    compared = models.PositiveIntegerField(default=0)
    began = models.PositiveIntegerField(default=0)  # all who might have been among the leaders
    people = models.PositiveSmallIntegerField()  # the threshold it was published under
    groups = models.PositiveSmallIntegerField()

    field_classes = classes(
        public="id organisation outcome period published_at verdict value low high before "
        "leaders compared began people groups"
    )

    class Meta:
        ordering = ("period", "outcome", "id")
        constraints = (
            models.UniqueConstraint(
                fields=("organisation", "outcome", "period"), name="one_finding_a_month"
            ),
        )

    def __str__(self) -> str:
        return f"{self.outcome} of {self.organisation_id}, {self.period:%Y-%m}"
