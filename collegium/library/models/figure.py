"""What may be said of a technique, as it was published."""

from django.db import models

from collegium.groups.models import Topic
from collegium.library.models.resource import LONGEST_SLUG
from collegium.people.models import Organisation
from collegium.vault.classes import classes
from collegium.vault.rows import Row


class TechniqueFigure(Row):
    """How a technique fared in an organisation, out of what has passed the gate and nothing else.

    Written by insights. Without a topic it is about every kind of situation together. Shares go
    from 0 to 1; `low` and `high` are the ends of the interval of `helped`. A row without shares
    has the reason why there are none.
    """

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    technique = models.CharField(max_length=LONGEST_SLUG)
    topic = models.CharField(max_length=20, choices=Topic, blank=True)
    people = models.PositiveIntegerField(null=True)
    helped = models.FloatField(null=True)
    low = models.FloatField(null=True)
    high = models.FloatField(null=True)
    same = models.FloatField(null=True)
    worse = models.FloatField(null=True)
    attempts = models.FloatField(null=True)  # a person
    left_out = models.PositiveSmallIntegerField(default=0)  # months that could not be shown
    reason = models.CharField(max_length=20, blank=True)

    field_classes = classes(
        public="id organisation technique topic people helped low high same worse attempts "
        "left_out reason"
    )

    class Meta:
        ordering = ("technique", "topic")
        constraints = (
            models.UniqueConstraint(
                fields=("organisation", "technique", "topic"), name="one_figure_a_situation"
            ),
        )

    def __str__(self) -> str:
        return f"{self.technique} in {self.organisation_id}"
