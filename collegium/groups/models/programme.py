"""A programme, what it is about and who takes part, up to its composition."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from collegium.people.models import Organisation, Person
from collegium.vault.classes import classes
from collegium.vault.rows import Row
from collegium.vault.whose import tied


class Topic(models.TextChoices):
    """What a challenge is about; tips and techniques are tied to it."""

    DELEGATING = "delegating", _("Delegating")
    DEVELOPING = "developing", _("Developing people")
    HARD_FEEDBACK = "hard_feedback", _("Giving hard feedback")
    UNDERPERFORMANCE = "underperformance", _("Work that falls short")
    CONFLICT = "conflict", _("Conflict in the team")
    FORMER_PEERS = "former_peers", _("Leading former peers")
    PRIORITIES = "priorities", _("Too many priorities")
    CHANGE = "change", _("Leading through change")
    UPWARDS = "upwards", _("Leading upwards")
    DISTANCE = "distance", _("Leading over distance and cultures")
    OTHER = "other", _("Something else")


class Challenge(Row):
    """A management challenge in one sentence, written for the whole organisation to read."""

    organisation = models.ForeignKey(Organisation, models.CASCADE)
    sentence = models.CharField(max_length=200)
    topic = models.CharField(max_length=20, choices=Topic, default=Topic.OTHER)
    created_at = models.DateTimeField(default=timezone.now)

    field_classes = classes(public="id organisation topic created_at", shared="sentence")

    def __str__(self) -> str:
        return self.sentence


class ProgrammeState(models.TextChoices):
    """How far a programme has come."""

    DRAFT = "draft", _("Being prepared")
    RUNNING = "running", _("Running")
    CLOSED = "closed", _("Closed")


class Mix(models.TextChoices):
    """What groups are formed for: the engine's presets by name."""

    WIDEST = "widest_mix", _("The widest mix")
    CLOSEST = "closest_situation", _("The closest in situation")
    COMPLEMENT = "strongest_complement", _("The strongest complement")


class Programme(Row):
    """A run of groups with a purpose, tied to a goal of the organisation."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="programmes")
    created_by = models.ForeignKey(Person, models.SET_NULL, null=True)
    name = models.CharField(max_length=120)
    purpose = models.TextField(max_length=1000)
    goal = models.CharField(max_length=200)  # of the organisation, which this serves
    challenge = models.ForeignKey(Challenge, models.PROTECT)
    starts_on = models.DateField()
    practice_weeks = models.PositiveSmallIntegerField(
        default=4, validators=[MinValueValidator(2), MaxValueValidator(8)]
    )
    smallest = models.PositiveSmallIntegerField(
        default=4, validators=[MinValueValidator(4), MaxValueValidator(8)]
    )
    largest = models.PositiveSmallIntegerField(
        default=8, validators=[MinValueValidator(4), MaxValueValidator(8)]
    )
    levels_apart = models.PositiveSmallIntegerField(null=True, blank=True)
    common_hours = models.PositiveSmallIntegerField(default=2)  # a day, of working time
    shared_language = models.BooleanField(default=True)
    never_alone = models.JSONField(default=list, blank=True)  # pairs: ["gender", "woman"]
    hosts = models.PositiveSmallIntegerField(default=0)  # who can host, in each group at least
    watched = models.PositiveIntegerField(default=0)  # the roster's version last looked at
    mix = models.CharField(max_length=30, choices=Mix, default=Mix.WIDEST)  # of the present drafts
    state = models.CharField(max_length=10, choices=ProgrammeState, default=ProgrammeState.DRAFT)
    created_at = models.DateTimeField(default=timezone.now)

    field_classes = classes(
        public="id organisation created_by challenge starts_on practice_weeks smallest largest "
        "levels_apart common_hours shared_language hosts watched mix state created_at",
        roster="never_alone",
        shared="name purpose goal",
    )
    whose = tied(did="created_by")

    class Meta:
        ordering = ("-starts_on", "name", "id")

    def __str__(self) -> str:
        return self.name


class Participant(Row):
    """Somebody a lead has chosen for a programme."""

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="participants")
    person = models.ForeignKey(Person, models.CASCADE)
    can_host = models.BooleanField(default=False)

    field_classes = classes(public="id programme person can_host")
    whose = tied(about="person")

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("programme", "person"), name="participant_once_per_programme"
            ),
        )

    def __str__(self) -> str:
        return f"{self.person_id} in {self.programme_id}"


class PairKind(models.TextChoices):
    """What a lead asks of a pair of participants."""

    APART = "apart", _("Keep apart")
    TOGETHER = "together", _("Keep together")


class PairRule(Row):
    """Two participants whom the lead keeps apart or together."""

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="pair_rules")
    kind = models.CharField(max_length=10, choices=PairKind)
    first = models.ForeignKey(Person, models.CASCADE, related_name="+")
    second = models.ForeignKey(Person, models.CASCADE, related_name="+")

    field_classes = classes(public="id programme kind first second")
    whose = tied(about="first second")

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("programme", "first", "second"), name="one_rule_per_pair"
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind}: {self.first_id}, {self.second_id}"
