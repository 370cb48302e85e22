"""What members recommend: something to read or watch, or themselves to be asked."""

from urllib.parse import urlsplit

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from collegium.groups.models import Topic
from collegium.library.models.story import LANGUAGES
from collegium.people.models import Organisation, Person
from collegium.vault.classes import classes
from collegium.vault.rows import Row
from collegium.vault.whose import tied

LONGEST_SLUG = 60
BROKEN = 3  # failures in a row: a server may be away for a day


class ResourceKind(models.TextChoices):
    """What it is; people offer themselves, nobody else can."""

    ARTICLE = "article", _("Article")
    BOOK = "book", _("Book")
    VIDEO = "video", _("Video")
    PERSON = "person", _("Person to ask")


class Resource(Row):
    """Something recommended to everybody in the organisation, in the recommender's own words.

    A person to ask is who recommends. `failures` counts in how many checks in a row the link did
    not open; `due_at` is when it is tried again.
    """

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="resources")
    recommended_by = models.ForeignKey(Person, models.CASCADE, related_name="+")
    kind = models.CharField(max_length=10, choices=ResourceKind)
    topic = models.CharField(max_length=20, choices=Topic, default=Topic.OTHER)
    technique = models.CharField(max_length=LONGEST_SLUG, blank=True)  # its slug
    language = models.CharField(max_length=8, choices=LANGUAGES, default="en")
    title = models.CharField(max_length=160)
    link = models.CharField(max_length=2000, blank=True)
    why = models.TextField()
    signed = models.BooleanField(default=False)
    created_at = models.DateTimeField(default=timezone.now)
    changed_at = models.DateTimeField(default=timezone.now)
    due_at = models.DateTimeField(null=True)
    checked_at = models.DateTimeField(null=True)
    failures = models.PositiveSmallIntegerField(default=0)

    field_classes = classes(
        public="id organisation recommended_by kind topic technique language signed created_at "
        "changed_at due_at checked_at failures",
        shared="title link why",
    )
    whose = tied(own="recommended_by")

    class Meta:
        ordering = ("-created_at", "id")
        indexes = (
            models.Index(
                fields=("due_at",), condition=models.Q(due_at__isnull=False), name="link_due"
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"

    @property
    def host(self) -> str:
        """Where the link leads, for readers to see before they go there."""
        return urlsplit(self.link).hostname or ""

    @property
    def is_broken(self) -> bool:
        """Whether the link did not open several times in a row."""
        return self.failures >= BROKEN

    @property
    def is_person(self) -> bool:
        """Whether it is somebody who may be asked."""
        return self.kind == ResourceKind.PERSON


class Outdated(Row):
    """Somebody's word that a resource is no longer good."""

    resource = models.ForeignKey(Resource, models.CASCADE, related_name="outdated")
    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    field_classes = classes(public="id resource person at")
    whose = tied(own="person")

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("resource", "person"), name="outdated_once"),
        )

    def __str__(self) -> str:
        return f"{self.resource_id} outdated"
