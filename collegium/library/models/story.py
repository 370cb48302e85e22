"""Stories: drafts inside a group, and what its author let out with consent."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from collegium.groups.models import GroupRow, Member, Topic
from collegium.people.models import Organisation, Person
from collegium.vault.classes import classes
from collegium.vault.fields import SealedTextField
from collegium.vault.rows import Row
from collegium.vault.whose import tied

# What people tell stories in, beside the languages of the pages; the search knows them all.
LANGUAGES = [
    ("ar", "العربية"),
    ("de", "Deutsch"),
    ("en", "English"),
    ("es", "Español"),
    ("fr", "Français"),
    ("it", "Italiano"),
    ("ja", "日本語"),
    ("ko", "한국어"),
    ("nl", "Nederlands"),
    ("pl", "Polski"),
    ("pt", "Português"),
    ("ru", "Русский"),
    ("th", "ไทย"),
    ("tr", "Türkçe"),
    ("zh", "中文"),
]


class StoryKind(models.TextChoices):
    """Failure first: it teaches more."""

    FAILURE = "failure", _("Something that did not work")
    WIN = "win", _("Something that worked")


class DraftState(models.TextChoices):
    """How far a story is on its way out of the group."""

    WRITING = "writing", _("Being written")
    ASKING = "asking", _("Waiting for consent")
    PUBLISHED = "published", _("In the library")
    WITHDRAWN = "withdrawn", _("Withdrawn")


ASKED = (DraftState.ASKING, DraftState.PUBLISHED)  # whoever is concerned reads and answers


class StoryDraft(GroupRow):
    """A story as it stands inside the group, before and after it is let out."""

    author = models.ForeignKey(Member, models.CASCADE, related_name="stories")
    kind = models.CharField(max_length=10, choices=StoryKind, default=StoryKind.FAILURE)
    topic = models.CharField(max_length=20, choices=Topic, default=Topic.OTHER)
    language = models.CharField(max_length=8, choices=LANGUAGES, default="en")
    title = SealedTextField()
    situation = SealedTextField()
    did = SealedTextField()
    happened = SealedTextField()
    now = SealedTextField()  # what I would do now
    signed = models.BooleanField(default=False)
    state = models.CharField(max_length=10, choices=DraftState, default=DraftState.WRITING)
    created_at = models.DateTimeField(auto_now_add=True)
    changed_at = models.DateTimeField(auto_now=True)

    field_classes = classes(
        public="id group author kind topic language signed state created_at changed_at",
        sealed="title situation did happened now",
    )
    whose = tied(own="author")

    class Meta:
        ordering = ("-created_at", "id")

    def __str__(self) -> str:
        return f"story draft {self.pk}"


class Consent(Row):
    """A member's answer to whether a story that concerns them may leave the group."""

    draft = models.ForeignKey(StoryDraft, models.CASCADE, related_name="consents")
    member = models.ForeignKey(Member, models.CASCADE, related_name="+")
    given = models.BooleanField(null=True)
    asked_at = models.DateTimeField(auto_now_add=True)
    answered_at = models.DateTimeField(null=True)

    field_classes = classes(public="id draft member given asked_at answered_at")
    whose = tied(place="member")  # whoever is gone has said no, for as long as the draft stands

    class Meta:
        constraints = (models.UniqueConstraint(fields=("draft", "member"), name="asked_once"),)

    def __str__(self) -> str:
        return f"consent of {self.member_id} to {self.draft_id}"


class Story(Row):
    """What the organisation can read: de-identified, let out on purpose, withdrawn at any time."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="stories")
    draft = models.OneToOneField(StoryDraft, models.CASCADE, related_name="story")
    kind = models.CharField(max_length=10, choices=StoryKind)
    topic = models.CharField(max_length=20, choices=Topic)
    language = models.CharField(max_length=8, choices=LANGUAGES)
    title = models.CharField(max_length=120)
    situation = models.TextField()
    did = models.TextField()
    happened = models.TextField()
    now = models.TextField()
    signed_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    appears_on = models.DateField()  # with others of its week; readers see the month

    field_classes = classes(
        public="id organisation draft kind topic language signed_by appears_on",
        shared="title situation did happened now",
    )
    whose = tied(own="draft__author", did="signed_by")

    class Meta:
        ordering = ("kind", "-appears_on", "id")
        verbose_name_plural = "stories"

    def __str__(self) -> str:
        return self.title
