"""A run of the composition engine: waiting, under way, or over."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from collegium.groups.models.programme import Mix, Programme
from collegium.people.models import Person
from collegium.vault.classes import classes
from collegium.vault.rows import Row
from collegium.vault.whose import tied


class RunState(models.TextChoices):
    """How far a run has come."""

    WAITING = "waiting", _("Waiting")
    RUNNING = "running", _("Under way")
    DONE = "done", _("Done")
    STOPPED = "stopped", _("Stopped")
    FAILED = "failed", _("No groups")


UNDER_WAY = (RunState.WAITING, RunState.RUNNING)


class Effort(models.TextChoices):
    """How long a lead lets the engine search."""

    QUICK = "quick", _("Quickly")
    THOROUGH = "thorough", _("Thoroughly")


class Trouble(models.TextChoices):
    """Why a run ended without groups."""

    FAULTY = "faulty", _("What is asked cannot be")
    NOBODY_FITS = "nobody_fits", _("The rules leave not one group")
    BEGUN = "begun", _("The programme has begun")
    DIED = "died", _("It broke off each time")


class Composition(Row):
    """One run of the composition engine: what it was asked, how far it is, what it answered.

    `problem` holds everything but the private vetoes. `attempts` also tells the present
    holder of the lease from those whose lease ran out.
    """

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="compositions")
    created_by = models.ForeignKey(Person, models.SET_NULL, null=True)
    created_at = models.DateTimeField(default=timezone.now)
    state = models.CharField(max_length=10, choices=RunState, default=RunState.DONE)
    trouble = models.CharField(max_length=20, choices=Trouble, blank=True)
    mix = models.CharField(max_length=30, choices=Mix, default=Mix.WIDEST)
    effort = models.CharField(max_length=10, choices=Effort, default=Effort.QUICK)
    people = models.PositiveIntegerField(default=0)
    version = models.CharField(max_length=20)
    seed = models.PositiveIntegerField()
    moves = models.BigIntegerField()  # that it may propose
    stopped_after = models.BigIntegerField(null=True)  # moves, where a lead cut it short
    problem = models.JSONField()
    kept_groups = models.JSONField(default=list)  # of the programme, one for each set of `fixed`
    result = models.JSONField(default=dict)
    owes_reasons = models.BooleanField(default=False)  # why not everybody has a group
    attempts = models.PositiveSmallIntegerField(default=0)
    leased_until = models.DateTimeField(null=True)  # until then nobody else touches it
    started_at = models.DateTimeField(null=True)
    search_began_at = models.DateTimeField(null=True)  # everybody seated, engine loaded
    ended_at = models.DateTimeField(null=True)
    share = models.FloatField(default=0)  # of the moves
    closed = models.FloatField(null=True)  # of the way from drawing lots to the bound
    gap = models.FloatField(null=True)  # to the bound, as a share of it
    stop_asked = models.BooleanField(default=False)

    field_classes = classes(
        public="id programme created_by created_at state trouble mix effort people version seed "
        "moves stopped_after kept_groups owes_reasons attempts leased_until started_at "
        "search_began_at ended_at share closed gap stop_asked",
        roster="problem result",
    )
    whose = tied(did="created_by")

    class Meta:
        ordering = ("-created_at", "id")
        constraints = (
            models.UniqueConstraint(
                fields=("programme",),
                condition=Q(state__in=("waiting", "running")),
                name="one_run_at_a_time",
            ),
        )
        indexes = (
            models.Index(
                fields=("created_at",),
                condition=Q(state__in=("waiting", "running")) | Q(owes_reasons=True),
                name="run_due",
            ),
        )

    def __str__(self) -> str:
        return f"composition of {self.programme_id}, seed {self.seed}"

    @property
    def under_way(self) -> bool:
        """Whether it is still to bring groups."""
        return self.state in UNDER_WAY
