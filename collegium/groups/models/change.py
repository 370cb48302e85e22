"""The journal of hand work on the board, so that it can be undone."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from collegium.groups.models.programme import Programme
from collegium.people.models import Person
from collegium.vault.classes import classes
from collegium.vault.rows import Row
from collegium.vault.whose import tied


class ChangeKind(models.TextChoices):
    """What a lead did by hand."""

    MOVE = "move", _("Move")
    EXCHANGE = "exchange", _("Exchange")
    REPAIR = "repair", _("Repair")
    PLACE = "place", _("Place")


class BoardChange(Row):
    """One change of the board by hand: whom it took from which group to which.

    `steps` holds `[person, from, to]` as ids, None for no group. What is undone stays until
    something else is done.
    """

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="board_changes")
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=10, choices=ChangeKind)
    steps = models.JSONField()
    made_by = models.ForeignKey(Person, models.SET_NULL, null=True)
    made_at = models.DateTimeField(default=timezone.now)
    undone_at = models.DateTimeField(null=True, blank=True)

    field_classes = classes(public="id programme number kind steps made_by made_at undone_at")
    whose = tied(did="made_by")

    class Meta:
        ordering = ("programme", "number")
        constraints = (
            models.UniqueConstraint(fields=("programme", "number"), name="one_change_per_number"),
        )

    def __str__(self) -> str:
        return f"change {self.number} of {self.programme_id}"
