"""What people ask about their data, and how long an organisation keeps what."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from collegium.domain.retention import Kind
from collegium.groups.models import Group
from collegium.people.models import Organisation, Person
from collegium.vault.classes import classes
from collegium.vault.rows import Row
from collegium.vault.whose import tied


class KeptFor(models.TextChoices):
    """The kinds of `domain.retention`, in words."""

    GROUPS = Kind.GROUPS, _("The words of a group that has ended")
    MAILS = Kind.MAILS, _("That a mail was sent to somebody")
    PERSONS = Kind.PERSONS, _("People who are no longer on the roster")


class Keeping(Row):
    """For how many months an organisation keeps one kind of thing, where it has decided that."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="keepings")
    kind = models.CharField(max_length=20, choices=KeptFor)
    months = models.PositiveSmallIntegerField()

    field_classes = classes(public="id organisation kind months")

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("organisation", "kind"), name="one_keeping_a_kind"),
        )

    def __str__(self) -> str:
        return f"{self.kind}: {self.months}"


class Absent(Row):
    """Since when somebody has not been on the roster, as far as was noticed.

    Where an administrator asked to have them erased, the day on which that happens.
    """

    person = models.OneToOneField(Person, models.CASCADE, related_name="+")
    since = models.DateField()
    goes_on = models.DateField(null=True)

    field_classes = classes(public="id person since goes_on")
    whose = tied(about="person")

    def __str__(self) -> str:
        return f"{self.person_id} since {self.since}"


class Farewell(Row):
    """That the memory of a group goes on a day, as its members were told; what became of it."""

    group = models.OneToOneField(Group, models.CASCADE, related_name="farewell")
    told_on = models.DateField()
    goes_on = models.DateField()
    gone_at = models.DateTimeField(null=True)

    field_classes = classes(public="id group told_on goes_on gone_at")

    def __str__(self) -> str:
        return f"farewell to {self.group_id}"


class Correction(Row):
    """A field of the roster that somebody says is wrong, until an administrator has seen to it."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="corrections")
    field = models.CharField(max_length=40)
    should_be = models.CharField(max_length=200, blank=True)
    said_at = models.DateTimeField(default=timezone.now)
    settled_at = models.DateTimeField(null=True)

    field_classes = classes(public="id person field said_at settled_at", roster="should_be")
    whose = tied(own="person")

    class Meta:
        ordering = ("said_at", "id")
        constraints = (
            models.UniqueConstraint(
                fields=("person", "field"),
                condition=models.Q(settled_at=None),
                name="one_open_correction_a_field",
            ),
        )

    def __str__(self) -> str:
        return f"{self.field} of {self.person_id}"
