"""The challenge pool: what somebody must handle by a day, whom it was put to, what they said.

The words are sealed with a key of their own. Who asked whom stands here only while the question
is open; when it is settled, key and links go.
"""

from uuid import UUID

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from collegium.groups.models.group import Cycle, GroupRow
from collegium.people.models import Person
from collegium.vault.classes import classes
from collegium.vault.fields import SealedTextField
from collegium.vault.rows import Row
from collegium.vault.whose import tied


class RaisedState(models.TextChoices):
    """How far it is. What led to a group, or was taken back, is gone."""

    OPEN = "open", _("Looking for people")
    ENDED = "ended", _("Ended without a group")


class RaisedChallenge(Row):
    """What somebody must handle before a day, while people are looked for."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    words = SealedTextField()
    shown = models.BooleanField(default=False)  # the words, to those who are asked
    before = models.DateField()
    levels_apart = models.PositiveSmallIntegerField(default=1)
    state = models.CharField(max_length=10, choices=RaisedState, default=RaisedState.OPEN)
    raised_at = models.DateTimeField(default=timezone.now)
    ends_at = models.DateTimeField()
    next_look = models.DateTimeField(null=True)  # when more people may be asked

    field_classes = classes(
        public="id person shown before levels_apart state raised_at ends_at next_look",
        sealed="words",
    )
    whose = tied(own="person")

    class Meta:
        ordering = ("-raised_at", "id")
        constraints = (
            models.UniqueConstraint(
                fields=("person",),
                condition=models.Q(state="open"),
                name="one_open_challenge_each",
            ),
        )

    def __str__(self) -> str:
        return f"raised {self.pk}"

    @property
    def vault_scope(self) -> UUID:
        """A key of its own."""
        return self.pk


class Answer(models.TextChoices):
    """What somebody says when asked. Each is one letter, so that none shows by its length."""

    SHARES = "s", _("I have something like this before me")
    BEEN_THROUGH = "b", _("I have been through something like this")
    NO = "n", _("No, thank you")


class Asked(Row):
    """That somebody was asked. Without what was raised: it is settled."""

    raised = models.ForeignKey(RaisedChallenge, models.SET_NULL, null=True, related_name="asked")
    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    answer = SealedTextField()  # a letter of Answer, a space while there is none
    asked_at = models.DateTimeField(default=timezone.now)
    answered_at = models.DateTimeField(null=True)

    field_classes = classes(public="id raised person asked_at answered_at", sealed="answer")
    whose = tied(own="person")

    class Meta:
        ordering = ("asked_at", "id")
        constraints = (
            models.UniqueConstraint(fields=("raised", "person"), name="asked_once_each"),
        )

    def __str__(self) -> str:
        return f"asked {self.pk}"

    @property
    def vault_scope(self) -> UUID:
        """The key of what was raised; once that is gone nobody writes here."""
        assert self.raised_id is not None  # noqa: S101 - narrows the type for mypy
        return self.raised_id


class NotAsked(Row):
    """That somebody does not want to be asked."""

    person = models.OneToOneField(Person, models.CASCADE, related_name="+")

    field_classes = classes(public="id person")
    whose = tied(own="person")

    def __str__(self) -> str:
        return f"{self.person_id} is not asked"


class OwnChallenge(GroupRow):
    """The challenge that brought a group together, in the words of one of its members."""

    cycle = models.OneToOneField(Cycle, models.CASCADE, related_name="+")
    words = SealedTextField()

    field_classes = classes(public="id group cycle", sealed="words")

    def __str__(self) -> str:
        return f"challenge of {self.cycle_id}"
