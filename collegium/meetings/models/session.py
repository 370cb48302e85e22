"""A session: which playbook, when, who hosts."""

from datetime import datetime

from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from collegium.domain.playbook import Wording
from collegium.groups.models import Cycle, Group, Member
from collegium.meetings.models.playbook import PlaybookText
from collegium.vault.classes import classes
from collegium.vault.rows import Row
from collegium.vault.whose import tied


class Kind(models.TextChoices):
    """The meetings of one cycle; of extra ones there may be any number."""

    ORIENTATION = "orientation", _("Orientation")
    SESSION_ONE = "session_one", _("Session One")
    SESSION_TWO = "session_two", _("Session Two")
    EXTRA = "extra", _("Extra meeting")


CYCLE_KINDS = (Kind.ORIENTATION, Kind.SESSION_ONE, Kind.SESSION_TWO)


class SessionState(models.TextChoices):
    """How far a session has come."""

    PROPOSED = "proposed", _("Date proposed")
    CONFIRMED = "confirmed", _("Confirmed")
    LIVE = "live", _("Under way")
    ENDED = "ended", _("Held")
    CANCELLED = "cancelled", _("Cancelled")


class Session(Row):
    """One meeting of a group, which follows a playbook."""

    group = models.ForeignKey(Group, models.CASCADE, related_name="sessions")
    cycle = models.ForeignKey(Cycle, models.CASCADE, related_name="sessions")
    kind = models.CharField(max_length=20, choices=Kind)
    playbook = models.CharField(max_length=60, blank=True)  # its key; of an extra meeting sealed
    playbook_version = models.PositiveSmallIntegerField(default=1)
    pinned = models.ForeignKey(
        PlaybookText, models.RESTRICT, null=True, blank=True, related_name="+"
    )  # the text it was opened with, for ever
    starts_at = models.DateTimeField(null=True, blank=True)
    minutes = models.PositiveSmallIntegerField(default=90)
    host = models.ForeignKey(Member, models.SET_NULL, null=True, blank=True, related_name="+")
    link = models.URLField(max_length=500, blank=True)
    state = models.CharField(max_length=10, choices=SessionState, default=SessionState.PROPOSED)
    revision = models.PositiveSmallIntegerField(default=0)  # SEQUENCE of the invitation
    last_sequence = models.PositiveIntegerField(default=0)  # of its event log
    opened_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    quiet_at = models.DateTimeField(null=True)  # when it was first found left alone
    created_at = models.DateTimeField(auto_now_add=True)

    field_classes = classes(
        public="id group cycle kind playbook playbook_version pinned starts_at minutes host link "
        "state revision last_sequence opened_at ended_at quiet_at created_at"
    )
    whose = tied(did="host")

    topic = Wording({})  # of an extra meeting, once it was opened for somebody of its group
    is_overtaken = False  # a later session was held first, as far as seen among its cycle's

    class Meta:
        ordering = ("cycle", "created_at", "id")
        constraints = (
            models.UniqueConstraint(
                fields=("cycle", "kind"),
                condition=~models.Q(kind=Kind.EXTRA),
                name="one_session_of_a_kind",
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind} of {self.group_id}"

    @property
    def takes_place_at(self) -> datetime | None:
        """When it was really opened; before that its date, if it has one."""
        return self.opened_at or self.starts_at

    @property
    def title(self) -> str:
        """What it is called inside the group: its kind, or the playbook of an extra meeting.

        Outside (mails, calendars, a lead's pages) an extra meeting is one and nothing more:
        that a group repairs something is nobody else's to know.
        """
        return self.topic.in_language(get_language() or "") or self.get_kind_display()


class Slot(Row):
    """A time that a session could have."""

    session = models.ForeignKey(Session, models.CASCADE, related_name="slots")
    starts_at = models.DateTimeField()
    inconvenience = models.FloatField(default=0)  # 0 is inside everybody's working hours
    place = models.PositiveSmallIntegerField(default=0)  # among the proposals, best first

    field_classes = classes(public="id session starts_at inconvenience place")

    class Meta:
        ordering = ("place", "inconvenience", "starts_at")
        constraints = (
            models.UniqueConstraint(fields=("session", "starts_at"), name="one_slot_per_time"),
        )

    def __str__(self) -> str:
        return f"slot of {self.session_id}"
