"""What people say about themselves."""

from django.db import transaction

from collegium.people.actions.changed import roster_changed
from collegium.people.models import Person

OWN = ("language", "time_zone", "languages", "strengths", "wants")


@transaction.atomic
def save_own_settings(
    person: Person,
    *,
    language: str,
    time_zone: str,
    languages: list[str],
    strengths: list[str],
    wants: list[str],
) -> None:
    """Keep a person's own words on how to reach them and what they bring."""
    person.language = language
    person.time_zone = time_zone
    person.languages = languages
    person.strengths = strengths
    person.wants = wants
    person.save(update_fields=OWN)
    roster_changed(person.organisation_id)
