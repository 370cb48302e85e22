"""What an edition is about."""

from dataclasses import dataclass

from collegium.groups.models import Programme
from collegium.people.models import Organisation


@dataclass(frozen=True, slots=True)
class Subject:
    """A family of measures of one programme, or of the whole organisation without one.

    `about` tells several of one family apart, such as the slug of a technique.
    """

    organisation: Organisation
    programme: Programme | None
    family: str
    about: str = ""
