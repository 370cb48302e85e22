"""Organisations, persons, the roles they hold and when they want to be reached."""

from datetime import time
from typing import ClassVar

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

import collegium.people.signing.models  # noqa: F401 - Django looks for models here
from collegium.vault.classes import classes
from collegium.vault.rows import Row
from collegium.vault.whose import tied


class Organisation(Row):
    """The tenant. Every row hangs off one."""

    name = models.CharField(max_length=200)
    roster_version = models.PositiveIntegerField(default=0)  # one more at every change of it
    call_server = models.URLField(max_length=200, blank=True)  # of its own Jitsi, if it has one
    created_at = models.DateTimeField(auto_now_add=True)

    field_classes = classes(public="id name roster_version call_server created_at")

    def __str__(self) -> str:
        return self.name


class ThresholdRise(Row):
    """How many people and groups it takes, from a moment on, before figures are published.

    Rows are added and never changed; the highest numbers hold, so the threshold cannot fall.
    """

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    people = models.PositiveSmallIntegerField()
    groups = models.PositiveSmallIntegerField()
    set_by = models.ForeignKey("Person", models.SET_NULL, null=True, related_name="+")
    set_at = models.DateTimeField(default=timezone.now)

    field_classes = classes(public="id organisation people groups set_by set_at")
    whose = tied(did="set_by")

    class Meta:
        ordering = ("set_at", "id")

    def __str__(self) -> str:
        return f"{self.people} people, {self.groups} groups"


class PersonManager(BaseUserManager["Person"]):
    """Persons by e-mail address, whatever its case."""

    def get_by_natural_key(self, username: str | None) -> "Person":
        """The person with this address. Kept in lower case, they are compared letter by letter:

        a database that ignores case takes ı for i, and that may be another domain.
        """
        return self.get(email=(username or "").casefold())


class Person(AbstractBaseUser, Row):
    """Somebody on the roster, who signs in with a code sent to their address."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="persons")
    email = models.EmailField(unique=True)
    name = models.CharField(max_length=200)
    number = models.CharField(max_length=100, blank=True)  # the organisation's own
    manager = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="reports"
    )
    department = models.CharField(max_length=200, blank=True)
    function = models.CharField(max_length=200, blank=True)
    level = models.SmallIntegerField(null=True, blank=True)  # 1 is the top
    site = models.CharField(max_length=200, blank=True)
    country = models.CharField(max_length=2, blank=True)  # ISO 3166-1
    time_zone = models.CharField(max_length=64, default="UTC")  # IANA
    language = models.CharField(max_length=8, choices=settings.LANGUAGES, default="en")
    languages = models.JSONField(default=list, blank=True)  # ISO 639-1, those they can meet in
    started_on = models.DateField(null=True, blank=True)
    gender = models.CharField(max_length=40, blank=True)
    strengths = models.JSONField(default=list, blank=True)
    wants = models.JSONField(default=list, blank=True)
    promotion_pool = models.CharField(max_length=100, blank=True)
    is_active = models.BooleanField(default=True)
    uncertain_since = models.DateTimeField(null=True)  # that of the latest unsettled `NewWay`
    created_at = models.DateTimeField(auto_now_add=True)

    objects = PersonManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    field_classes = classes(
        public="id organisation created_at last_login password is_active uncertain_since language "
        "time_zone",
        roster="email name number manager department function level site country languages "
        "started_on gender strengths wants promotion_pool",
    )
    whose = tied(own="pk", named="manager")

    class Meta:
        ordering = ("name", "id")
        constraints = (
            models.UniqueConstraint(
                fields=("organisation", "number"),
                condition=~models.Q(number=""),
                name="one_person_per_number",
            ),
        )

    def __str__(self) -> str:
        return self.name


class RoleName(models.TextChoices):
    """What a person may hold beyond being on the roster."""

    FACILITATOR = "facilitator", _("Facilitator")
    LEAD = "lead", _("Programme lead")
    ADMINISTRATOR = "administrator", _("Administrator")


class Role(Row):
    """One role that one person holds in their organisation."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="roles")
    name = models.CharField(max_length=20, choices=RoleName)
    granted_at = models.DateTimeField(auto_now_add=True)

    field_classes = classes(public="id person name granted_at")
    whose = tied(about="person")

    class Meta:
        constraints = (models.UniqueConstraint(fields=("person", "name"), name="one_role_once"),)

    def __str__(self) -> str:
        return f"{self.person_id}: {self.name}"


class Rhythm(Row):
    """When somebody works and wants to hear from us. Without a row all is as usual.

    Times are wall-clock times in the person's zone and may run over midnight.
    """

    person = models.OneToOneField(Person, models.CASCADE, related_name="rhythm")
    days = models.JSONField(null=True)  # weekdays, 0 is Monday; None: as usual in their country
    starts = models.TimeField(default=time(9))
    ends = models.TimeField(default=time(17))
    quiet_from = models.TimeField(null=True)
    quiet_until = models.TimeField(null=True)
    stopped = models.JSONField(default=list)  # kinds of reminders that no longer come
    weekly = models.BooleanField(default=False)  # one mail a week instead of each
    rests_until = models.DateTimeField(null=True)  # no reminders before
    snoozed = models.JSONField(default=dict)  # a reminder's key: when it comes again (ISO 8601)

    field_classes = classes(
        public="id person days starts ends quiet_from quiet_until stopped weekly rests_until "
        "snoozed"
    )
    whose = tied(own="person")

    def __str__(self) -> str:
        return f"rhythm of {self.person_id}"


class Away(Row):
    """Days on which somebody does not work: a vacation, a journey."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="away")
    first = models.DateField()
    last = models.DateField()

    field_classes = classes(public="id person first last")
    whose = tied(own="person")

    class Meta:
        ordering = ("first", "last", "id")
        constraints = (
            models.CheckConstraint(
                condition=models.Q(last__gte=models.F("first")), name="away_ends_after_it_begins"
            ),
        )

    def __str__(self) -> str:
        return f"{self.person_id} away from {self.first}"


class BroughtFile(Row):
    """A file between its upload and the decision to apply it.

    Which organisation's it is and who brought it (`organisation`, `uploaded_by`) say the models.
    """

    file_name = models.CharField(max_length=200)
    content = models.BinaryField()
    mapping = models.JSONField(default=dict)
    created_at = models.DateTimeField(default=timezone.now)
    applied_at = models.DateTimeField(null=True)  # content is emptied then
    summary = models.JSONField(default=dict)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.file_name


class RosterUpload(BroughtFile):
    """A roster file."""

    organisation = models.ForeignKey(Organisation, models.CASCADE)
    uploaded_by = models.ForeignKey(Person, models.CASCADE)

    field_classes = classes(
        public="id organisation uploaded_by created_at applied_at summary",
        roster="file_name content mapping",
    )
    whose = tied(did="uploaded_by")
