"""A group, its members and cycles, and what they promise each other."""

from datetime import datetime
from uuid import UUID

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from collegium.groups.models.composition import Composition
from collegium.groups.models.programme import Challenge, Programme
from collegium.people.models import Organisation, Person
from collegium.vault.classes import classes
from collegium.vault.fields import SealedTextField
from collegium.vault.rows import Row
from collegium.vault.whose import tied


class GroupState(models.TextChoices):
    """How far a group has come."""

    DRAFT = "draft", _("Draft")
    MEETING = "meeting", _("Meeting")
    CLOSED = "closed", _("Closed")


PUBLISHED = (GroupState.MEETING, GroupState.CLOSED)  # whose members may enter


class Group(Row):
    """Four to eight peers. Its identity is also the scope of its key in the vault."""

    organisation = models.ForeignKey(Organisation, models.CASCADE)
    programme = models.ForeignKey(Programme, models.CASCADE, related_name="groups")
    composition = models.ForeignKey(Composition, models.SET_NULL, null=True)
    facilitator = models.ForeignKey(
        Person, models.SET_NULL, null=True, blank=True, related_name="facilitated_groups"
    )
    number = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=80)
    time_zone = models.CharField(max_length=64, default="UTC")  # IANA, its meetings' wall clock
    state = models.CharField(max_length=10, choices=GroupState, default=GroupState.DRAFT)
    created_at = models.DateTimeField(default=timezone.now)

    field_classes = classes(
        public="id organisation programme composition facilitator number name time_zone state "
        "created_at"
    )
    whose = tied(did="facilitator")

    class Meta:
        ordering = ("number", "id")
        constraints = (
            models.UniqueConstraint(fields=("programme", "number"), name="one_group_per_number"),
        )

    def __str__(self) -> str:
        return self.name


class GroupRow(Row):
    """A row that holds a group's words, sealed with the group's key."""

    group = models.ForeignKey(Group, models.CASCADE, related_name="+")

    class Meta:
        abstract = True

    @property
    def vault_scope(self) -> UUID:
        """The group's own key."""
        return self.group_id


class Member(Row):
    """A person's place in one group; who was forgotten has none of their own in its stead."""

    group = models.ForeignKey(Group, models.CASCADE, related_name="members")
    person = models.ForeignKey(Person, models.CASCADE, related_name="memberships")
    joined_at = models.DateTimeField(default=timezone.now)
    first_joined_at = models.DateTimeField(null=True)  # of who left and came back: the first time
    left_at = models.DateTimeField(null=True, blank=True)
    pinned = models.BooleanField(default=False)  # stays here when groups are formed anew
    forgotten_at = models.DateTimeField(null=True, blank=True)  # then nobody's any more

    field_classes = classes(
        public="id group person joined_at first_joined_at left_at pinned forgotten_at"
    )
    whose = tied(place="person")

    class Meta:
        ordering = ("person__name", "id")
        constraints = (
            models.UniqueConstraint(
                fields=("group", "person"),
                condition=models.Q(forgotten_at=None),
                name="one_place_per_group",
            ),
        )

    def __str__(self) -> str:
        return f"{self.person_id} in {self.group_id}"

    @property
    def came_at(self) -> datetime:
        """When they first came, even if they left and came back since."""
        return self.first_joined_at or self.joined_at


class Cycle(Row):
    """One challenge, from Session One to Session Two."""

    group = models.ForeignKey(Group, models.CASCADE, related_name="cycles")
    number = models.PositiveSmallIntegerField(default=1)
    challenge = models.ForeignKey(Challenge, models.PROTECT)
    practice_weeks = models.PositiveSmallIntegerField(default=4)
    created_at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True, blank=True)
    next_look = models.DateTimeField(null=True)  # when its buddies' talks are looked at again

    field_classes = classes(
        public="id group number challenge practice_weeks created_at ended_at next_look"
    )

    own_words = ""  # of a group just in time, once they were opened for one of its members

    class Meta:
        ordering = ("group", "number")
        constraints = (
            models.UniqueConstraint(fields=("group", "number"), name="one_cycle_per_number"),
        )

    def __str__(self) -> str:
        return f"cycle {self.number} of {self.group_id}"

    @property
    def sentence(self) -> str:
        """What the group took on, in its own words where they were opened for a member."""
        return self.own_words or self.challenge.sentence


class Buddies(Row):
    """Two or three members who check in with each other through one cycle."""

    cycle = models.ForeignKey(Cycle, models.CASCADE, related_name="buddies")
    members = models.ManyToManyField(Member, related_name="buddies")
    third_at = models.DateTimeField(null=True)  # when one more came to help the talks along

    field_classes = classes(public="id cycle members third_at")
    whose = tied(place="members")

    def __str__(self) -> str:
        return f"buddies in {self.cycle_id}"


class Agreement(GroupRow):
    """What a group promises itself."""

    proposed_by = models.ForeignKey(Member, models.SET_NULL, null=True, related_name="+")
    text = SealedTextField()
    created_at = models.DateTimeField(default=timezone.now)

    field_classes = classes(public="id group proposed_by created_at", sealed="text")
    whose = tied(place="proposed_by")

    class Meta:
        ordering = ("created_at", "id")

    def __str__(self) -> str:
        return f"agreement of {self.group_id}"


class Signature(Row):
    """A member's signature under an agreement."""

    agreement = models.ForeignKey(Agreement, models.CASCADE, related_name="signatures")
    member = models.ForeignKey(Member, models.CASCADE)
    signed_at = models.DateTimeField(default=timezone.now)

    field_classes = classes(public="id agreement member signed_at")
    whose = tied(own="member")

    class Meta:
        constraints = (models.UniqueConstraint(fields=("agreement", "member"), name="signed_once"),)

    def __str__(self) -> str:
        return f"{self.member_id} signed {self.agreement_id}"
