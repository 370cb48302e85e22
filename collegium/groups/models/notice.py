"""What a change of the roster has done to groups, for the programme's lead to look at."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from collegium.groups.models.group import Group
from collegium.groups.models.programme import Programme
from collegium.people.models import Person
from collegium.vault.classes import classes
from collegium.vault.rows import Row
from collegium.vault.whose import tied


class NoticeState(models.TextChoices):
    """What has become of a notice."""

    OPEN = "open", _("To look at")
    LEFT = "left", _("Left as it is")
    DONE = "done", _("Done")
    GONE = "gone", _("Gone by itself")


class Notice(Row):
    """A rule that the roster broke inside a group. The same breach has one row for ever.

    `found` and `limit` are levels. It is never about what people asked for in private.
    """

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="notices")
    group = models.ForeignKey(Group, models.CASCADE, related_name="+")
    key = models.CharField(max_length=200, unique=True)
    rule = models.CharField(max_length=20)
    first = models.ForeignKey(Person, models.CASCADE, related_name="+")
    second = models.ForeignKey(Person, models.CASCADE, related_name="+")
    found = models.FloatField(null=True)
    limit = models.FloatField(null=True)
    roster_version = models.PositiveIntegerField()  # after which it was noticed
    state = models.CharField(max_length=10, choices=NoticeState, default=NoticeState.OPEN)
    noticed_at = models.DateTimeField(default=timezone.now)
    settled_at = models.DateTimeField(null=True)
    settled_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")

    field_classes = classes(
        public="id programme group key rule first second found limit roster_version state "
        "noticed_at settled_at settled_by"
    )
    whose = tied(about="first second", did="settled_by")

    class Meta:
        ordering = ("noticed_at", "key")

    def __str__(self) -> str:
        return self.key
