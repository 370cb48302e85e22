"""With whom somebody would rather not share a group: sealed, for the engine alone."""

from uuid import UUID

from django.db import models

from collegium.people.models import Person
from collegium.vault.classes import classes
from collegium.vault.fields import SealedJSONField
from collegium.vault.rows import Row
from collegium.vault.whose import tied


class RatherNot(Row):
    """One row for each person who ever kept the page, whether it names somebody or nobody.

    It holds no time, and its text is equally long for every number of names, so that who
    reads the database learns neither when somebody was named nor how many were.
    """

    person = models.OneToOneField(Person, models.CASCADE, related_name="+")
    names = SealedJSONField()

    field_classes = classes(public="id person", sealed="names")
    whose = tied(own="person")

    def __str__(self) -> str:
        return f"private page of {self.person_id}"

    @property
    def vault_scope(self) -> UUID:
        """The person's own key."""
        return self.person_id
