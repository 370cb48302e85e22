"""A member's calendars: where their busy times come from, and where their sessions go."""

from uuid import UUID

from django.db import models
from django.utils.translation import gettext_lazy as _

from collegium.people.models import Person
from collegium.vault.classes import classes
from collegium.vault.fields import SealedJSONField, SealedTextField
from collegium.vault.rows import Row
from collegium.vault.whose import tied


class CalendarForm(models.TextChoices):
    """How a calendar is asked."""

    ICS = "ics", _("An address that ends in .ics, or a secret address")
    CALDAV = "caldav", _("CalDAV, with a name and a password")


class CalendarSource(Row):
    """Where somebody's busy times come from. Address and times are sealed with their own key."""

    person = models.OneToOneField(Person, models.CASCADE, related_name="+")
    form = models.CharField(max_length=6, choices=CalendarForm)
    address = SealedTextField()
    user = SealedTextField()
    password = SealedTextField()
    busy = SealedJSONField()  # pairs of minutes since 1970, no titles
    ends_in = models.CharField(max_length=8)  # the end of its address, to know it again
    problem = models.CharField(max_length=40, blank=True)  # a reason, no address
    due_at = models.DateTimeField(db_index=True)  # when to ask again
    read_at = models.DateTimeField(null=True)  # when it last answered well

    field_classes = classes(
        public="id person form problem due_at read_at",
        roster="ends_in",
        sealed="address user password busy",
    )
    whose = tied(own="person")

    def __str__(self) -> str:
        return f"calendar of {self.person_id}"

    @property
    def vault_scope(self) -> UUID:
        """The person's own key."""
        return self.person_id


class CalendarFeed(Row):
    """A member's secret address for their sessions; another number makes another address."""

    person = models.OneToOneField(Person, models.CASCADE, related_name="+")
    number = models.PositiveIntegerField(default=1)

    field_classes = classes(public="id person number")
    whose = tied(own="person")

    def __str__(self) -> str:
        return f"feed of {self.person_id}"
