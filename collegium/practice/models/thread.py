"""The group's thread between its sessions."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from collegium.groups.models import GroupRow, Member
from collegium.vault.classes import classes
from collegium.vault.fields import SealedTextField
from collegium.vault.rows import Row
from collegium.vault.whose import tied


class Post(GroupRow):
    """Something said to the whole group, or an answer to it; answers are not answered again.

    One that asks for feedback is answered in two parts: what helped, what I would try. When its
    author takes back one that has answers its words are gone and its place stays.
    """

    member = models.ForeignKey(Member, models.CASCADE, related_name="posts")
    parent = models.ForeignKey("self", models.CASCADE, null=True, related_name="replies")
    asks = models.BooleanField(default=False)  # for feedback
    text = SealedTextField()
    helped = SealedTextField()
    would_try = SealedTextField()
    created_at = models.DateTimeField(default=timezone.now)
    changed_at = models.DateTimeField(null=True)
    taken_back_at = models.DateTimeField(null=True)

    field_classes = classes(
        public="id group member parent asks created_at changed_at taken_back_at",
        sealed="text helped would_try",
    )
    whose = tied(place="member")

    class Meta:
        ordering = ("created_at", "id")
        indexes = (models.Index(fields=("group", "parent", "created_at"), name="thread_in_order"),)

    def __str__(self) -> str:
        return f"post of {self.member_id}"


class News(models.TextChoices):
    """How often a member hears by mail that something new was said in their group."""

    DAILY = "daily", _("At most once a day")
    WEEKLY = "weekly", _("Once a week")
    NEVER = "never", _("Not at all")


class ThreadSeat(Row):
    """How a member follows the thread, and up to when they have seen it."""

    member = models.OneToOneField(Member, models.CASCADE, related_name="thread_seat")
    news = models.CharField(max_length=10, choices=News, default=News.DAILY)
    seen_at = models.DateTimeField(null=True)

    field_classes = classes(public="id member news seen_at")
    whose = tied(own="member")

    def __str__(self) -> str:
        return f"{self.member_id}: {self.news}"
