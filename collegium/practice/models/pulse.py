"""What members answer before and after a cycle, in numbers; whom they could call, sealed."""

from uuid import UUID

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from collegium.groups.models import Cycle, GroupRow, Member
from collegium.people.models import Organisation, Person
from collegium.vault.classes import classes
from collegium.vault.fields import SealedJSONField
from collegium.vault.rows import Row
from collegium.vault.whose import tied


class Moment(models.TextChoices):
    """What an answer speaks about; a look back is given at the end."""

    BEFORE = "before", _("Before")
    AFTER = "after", _("After")
    THEN = "then", _("Looking back")


class Pulse(Row):
    """One member's page before or after a cycle, however much of it they answered."""

    cycle = models.ForeignKey(Cycle, models.CASCADE, related_name="pulses")
    member = models.ForeignKey(Member, models.CASCADE, related_name="pulses")
    moment = models.CharField(max_length=6, choices=Moment)
    answered_at = models.DateTimeField(default=timezone.now)

    field_classes = classes(public="id cycle member moment answered_at")
    whose = tied(own="member")

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("cycle", "member", "moment"), name="one_pulse_each"),
        )

    def __str__(self) -> str:
        return f"pulse {self.moment} of {self.member_id}"


class PulseAnswer(Row):
    """One number on such a page."""

    pulse = models.ForeignKey(Pulse, models.CASCADE, related_name="answers")
    item_set = models.CharField(max_length=30)
    version = models.PositiveSmallIntegerField()
    item = models.CharField(max_length=30)
    moment = models.CharField(max_length=6, choices=Moment)
    value = models.PositiveSmallIntegerField()

    field_classes = classes(public="id pulse item_set version item moment", measure="value")
    whose = tied(own="pulse__member")

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("pulse", "item_set", "item", "moment"), name="one_answer_per_item"
            ),
        )

    def __str__(self) -> str:
        return f"{self.item_set} {self.item} of {self.pulse_id}"


class Contacts(GroupRow):
    """Whom a member could call: who they are opens for the group alone, how many is counted."""

    pulse = models.OneToOneField(Pulse, models.CASCADE, related_name="contacts")
    named = SealedJSONField()  # {"people": [[identity, department at that time], …]}
    in_picture = models.BooleanField(default=True)
    people = models.PositiveSmallIntegerField()
    departments = models.PositiveSmallIntegerField()  # beside the member's own

    field_classes = classes(
        public="id group pulse in_picture", sealed="named", measure="people departments"
    )
    whose = tied(own="pulse__member")

    def __str__(self) -> str:
        return f"contacts of {self.pulse_id}"

    @property
    def member_id(self) -> UUID:
        """Whose they are."""
        return self.pulse.member_id


class ItemSetText(Row):
    """One version of an organisation's own item set; never changed but for its retirement."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="item_sets")
    key = models.CharField(max_length=30)
    version = models.PositiveSmallIntegerField()
    text = models.TextField()
    kept_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    kept_at = models.DateTimeField(default=timezone.now)
    retired_at = models.DateTimeField(null=True, blank=True)  # no longer asked

    field_classes = classes(
        public="id organisation key version kept_by kept_at retired_at", shared="text"
    )
    whose = tied(did="kept_by")

    class Meta:
        ordering = ("key", "-version", "id")
        constraints = (
            models.UniqueConstraint(
                fields=("organisation", "key", "version"), name="one_item_set_per_version"
            ),
        )

    def __str__(self) -> str:
        return f"{self.key} {self.version}"
