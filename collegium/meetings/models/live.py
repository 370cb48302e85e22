"""The event log of a session, and what is kept when it ends."""

from django.db import models

from collegium.groups.models import GroupRow, Member
from collegium.meetings.models.session import Session
from collegium.vault.classes import classes
from collegium.vault.fields import SealedJSONField
from collegium.vault.rows import Row
from collegium.vault.whose import tied


class SessionEvent(GroupRow):
    """One thing that happened in a session. The log is the truth, every page a view of it."""

    session = models.ForeignKey(Session, models.CASCADE, related_name="events")
    sequence = models.PositiveIntegerField()
    key = models.UUIDField()  # chosen by the browser; sent twice, it counts once
    member = models.ForeignKey(Member, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()
    body = SealedJSONField()  # its kind and data

    field_classes = classes(public="id group session sequence key member at", sealed="body")
    whose = tied(place="member")

    class Meta:
        ordering = ("session", "sequence")
        constraints = (
            models.UniqueConstraint(fields=("session", "sequence"), name="one_event_per_sequence"),
            models.UniqueConstraint(fields=("session", "key"), name="one_event_per_key"),
        )

    def __str__(self) -> str:
        return f"event {self.sequence} of {self.session_id}"


class Outcome(GroupRow):
    """Something a session produced: a plan, a takeaway, a root cause, a report, a review."""

    session = models.ForeignKey(Session, models.CASCADE, related_name="outcomes")
    member = models.ForeignKey(Member, models.SET_NULL, null=True, related_name="+")
    kind = models.CharField(max_length=30)
    position = models.PositiveSmallIntegerField(default=0)
    body = SealedJSONField()

    field_classes = classes(public="id group session member kind position", sealed="body")
    whose = tied(place="member")

    class Meta:
        ordering = ("session", "position")
        constraints = (
            models.UniqueConstraint(
                fields=("session", "position"), name="one_outcome_per_position"
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind} of {self.session_id}"


class Reading(Row):
    """A number that a member gave in a session, such as how sure they feel (0 to 100)."""

    session = models.ForeignKey(Session, models.CASCADE, related_name="readings")
    member = models.ForeignKey(Member, models.CASCADE, related_name="+")
    item = models.CharField(max_length=30)
    moment = models.CharField(max_length=10)  # before, after, then (looking back)
    value = models.PositiveSmallIntegerField()

    field_classes = classes(public="id session member item moment", measure="value")
    whose = tied(own="member")

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("session", "member", "item", "moment"), name="one_reading_each"
            ),
        )

    def __str__(self) -> str:
        return f"{self.item} {self.moment} of {self.member_id}"
