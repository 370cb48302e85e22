"""Words of an organisation's own that the guard looks for: customers, products, projects."""

from django.db import models

from collegium.people.models import Organisation
from collegium.vault.classes import classes
from collegium.vault.rows import Row


class GuardedWords(Row):
    """The list of one organisation, one word or phrase a line."""

    organisation = models.OneToOneField(Organisation, models.CASCADE, related_name="+")
    words = models.TextField(blank=True)

    field_classes = classes(public="id organisation", shared="words")

    class Meta:
        verbose_name_plural = "guarded words"

    def __str__(self) -> str:
        return f"guarded words of {self.organisation_id}"
