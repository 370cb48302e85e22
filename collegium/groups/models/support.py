"""Who facilitates in a programme, and how many of its groups."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

from collegium.groups.models.programme import Programme
from collegium.people.models import Person
from collegium.vault.classes import classes
from collegium.vault.rows import Row
from collegium.vault.whose import tied

MOST_GROUPS = 50


class Support(Row):
    """So many groups of a programme that a facilitator takes on at most."""

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="supports")
    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    groups = models.PositiveSmallIntegerField(
        validators=[MinValueValidator(1), MaxValueValidator(MOST_GROUPS)]
    )

    field_classes = classes(public="id programme person groups")
    whose = tied(about="person")

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("programme", "person"), name="one_support_each"),
        )

    def __str__(self) -> str:
        return f"{self.person_id} supports {self.groups} of {self.programme_id}"
