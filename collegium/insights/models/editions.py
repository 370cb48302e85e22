"""Published figures, which stand still, and who was counted in them."""

from django.db import models
from django.utils import timezone

from collegium.groups.models import Programme
from collegium.people.models import Organisation, Person
from collegium.vault.classes import classes
from collegium.vault.rows import Row
from collegium.vault.whose import tied


class Edition(Row):
    """One family of measures for a batch of people, published once for a month.

    Without a programme it is about the whole organisation. `about` tells editions of one
    family apart where there are many of them, such as techniques. Never changed.
    """

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    programme = models.ForeignKey(Programme, models.CASCADE, null=True, related_name="editions")
    family = models.CharField(max_length=40)
    about = models.CharField(max_length=100, blank=True)
    period = models.DateField()  # the first day of its month
    published_at = models.DateTimeField(default=timezone.now)
    people = models.PositiveSmallIntegerField()  # the threshold it was published under
    groups = models.PositiveSmallIntegerField()

    field_classes = classes(
        public="id organisation programme family about period published_at people groups"
    )

    class Meta:
        ordering = ("period", "family", "about", "id")
        constraints = (
            models.UniqueConstraint(
                fields=("programme", "family", "about", "period"), name="one_edition_a_month"
            ),
            models.UniqueConstraint(
                fields=("organisation", "family", "about", "period"),
                condition=models.Q(programme=None),
                name="one_edition_of_all_a_month",
            ),
        )

    def __str__(self) -> str:
        return f"{self.family} of {self.programme_id}, {self.period:%Y-%m}"


class EditionCell(Row):
    """One cell as it was published: rounded numbers, or the reason why there are none."""

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="cells")
    measure = models.CharField(max_length=40)
    part = models.CharField(max_length=200, blank=True)  # empty for everybody together
    position = models.PositiveSmallIntegerField()
    people = models.PositiveIntegerField(null=True)
    mean = models.FloatField(null=True)
    low = models.FloatField(null=True)
    high = models.FloatField(null=True)
    reason = models.CharField(max_length=20, blank=True)

    field_classes = classes(
        public="id edition measure position people mean low high reason", roster="part"
    )

    class Meta:
        ordering = ("edition", "position")
        constraints = (
            models.UniqueConstraint(fields=("edition", "position"), name="one_cell_per_position"),
            models.CheckConstraint(
                condition=models.Q(mean=None, reason__gt="")
                | models.Q(mean__isnull=False, reason=""),
                name="a_figure_or_a_reason",
            ),
        )

    def __str__(self) -> str:
        return f"{self.measure} of {self.edition_id}"


class Counted(Row):
    """Somebody who was counted in an edition, so that they never are again. No value of theirs."""

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="counted")
    person = models.ForeignKey(Person, models.CASCADE, related_name="+")

    field_classes = classes(public="id edition person")
    whose = tied(about="person")

    class Meta:
        constraints = (models.UniqueConstraint(fields=("edition", "person"), name="counted_once"),)

    def __str__(self) -> str:
        return f"{self.person_id} in {self.edition_id}"


class Closing(Row):
    """A month of an organisation that is over and of which all is published that ever will be."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="closings")
    period = models.DateField()  # the first day of the month
    closed_at = models.DateTimeField(default=timezone.now)

    field_classes = classes(public="id organisation period closed_at")

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("organisation", "period"), name="one_closing_a_month"),
        )

    def __str__(self) -> str:
        return f"{self.period:%Y-%m} of {self.organisation_id}"
