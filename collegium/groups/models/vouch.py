"""A peer's word on who signs in."""

from django.db import models
from django.utils import timezone

from collegium.groups.models.group import Group, Member
from collegium.people.signing.models import NewWay
from collegium.vault.classes import classes
from collegium.vault.rows import Row
from collegium.vault.whose import tied


class Vouch(Row):
    """A member says of somebody in their group that a new way of signing in is theirs."""

    way = models.ForeignKey(NewWay, models.CASCADE, related_name="vouches")
    group = models.ForeignKey(Group, models.CASCADE)
    by = models.ForeignKey(Member, models.SET_NULL, null=True, related_name="+")
    said_at = models.DateTimeField(default=timezone.now)

    field_classes = classes(public="id way group by said_at")
    whose = tied(about="way__person", did="by")

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("way", "group"), name="vouched_once_in_a_group"),
        )

    def __str__(self) -> str:
        return f"a word in {self.group_id}"
