"""The search index: what everybody may read, ready to be found. Nothing sealed ever stands here.

An entry hangs off what it makes findable and goes with it, in the same transaction.
"""

import secrets

from django.db import models

from collegium.groups.models import Challenge, Topic
from collegium.library.models.resource import Resource
from collegium.library.models.story import Story
from collegium.people.models import Organisation
from collegium.vault.classes import classes
from collegium.vault.rows import Row
from collegium.vault.whose import tied


def a_number() -> int:
    """A number for a new entry: SQLite's text search counts its rows, and knows no identities."""
    return secrets.randbits(62)


class Entry(Row):
    """One thing to be found, in one language; without an organisation it is everybody's."""

    number = models.BigIntegerField(default=a_number, unique=True, editable=False)
    organisation = models.ForeignKey(
        Organisation, models.CASCADE, null=True, related_name="+", editable=False
    )
    story = models.OneToOneField(Story, models.CASCADE, null=True, related_name="entry")
    resource = models.OneToOneField(Resource, models.CASCADE, null=True, related_name="entry")
    challenge = models.OneToOneField(Challenge, models.CASCADE, null=True, related_name="+")
    technique = models.SlugField(max_length=60, blank=True)
    language = models.CharField(max_length=8)
    topic = models.CharField(max_length=20, choices=Topic)
    failure = models.BooleanField(default=False)  # tells what did not work
    title = models.CharField(max_length=200)
    passages = models.JSONField(default=list)  # its text, in pieces that are compared one by one
    title_words = models.TextField()  # what the text search reads: stems
    words = models.TextField()

    field_classes = classes(
        public="id number organisation story resource challenge technique language topic failure",
        shared="title passages title_words words",
    )
    whose = tied(copy="story__draft__author resource__recommended_by")

    class Meta:
        verbose_name_plural = "entries"
        constraints = (
            models.CheckConstraint(
                condition=models.Q(organisation=None, technique__gt="")
                | models.Q(organisation__isnull=False, technique=""),
                name="only_techniques_are_everybodys",
            ),
            models.UniqueConstraint(
                fields=("technique", "language"),
                condition=~models.Q(technique=""),
                name="one_entry_per_technique_and_language",
            ),
        )

    def __str__(self) -> str:
        return f"entry {self.number}"


class Vector(Row):
    """What an entry means, as one encoder says it: a vector for its title and each passage."""

    entry = models.ForeignKey(Entry, models.CASCADE, related_name="vectors")
    encoder = models.CharField(max_length=60)
    values = models.BinaryField()  # half floats, one vector after the other

    field_classes = classes(public="id entry encoder", shared="values")
    whose = tied(copy="entry__story__draft__author entry__resource__recommended_by")

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("entry", "encoder"), name="one_vector_per_encoder"),
        )

    def __str__(self) -> str:
        return f"vectors of {self.entry_id}"
