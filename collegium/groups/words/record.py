"""What the record says, as sentences, with the names of today."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from collegium.audit.models import Entry
from collegium.audit.verbs import MEANINGS, Kind, Origin, Verb
from collegium.people.models import RoleName

ORIGINS: Mapping[str, str | Promise] = {
    Origin.PAGE: pgettext_lazy("where an act came from", "a page"),
    Origin.COMMAND: pgettext_lazy("where an act came from", "a command on the server"),
    Origin.WORKER: pgettext_lazy("where an act came from", "Collegium by itself"),
}
DETAILS: Mapping[str, str | Promise] = {
    **{role.value: role.label for role in RoleName},
    "csv": gettext_lazy("figures as CSV"),
    "xlsx": gettext_lazy("figures as a workbook"),
    "record": gettext_lazy("this record"),
}
MONTH = re.compile(r"\d{4}-(0[1-9]|1[0-2])")


@dataclass(frozen=True, slots=True)
class Names:
    """What ids are called today; what is not there any more has no name."""

    persons: Mapping[UUID, str]
    programmes: Mapping[UUID, str]
    groups: Mapping[UUID, str]

    def person(self, one: UUID | None) -> str:
        """A person's name, or that they were forgotten."""
        return self.persons.get(one, _("A former member")) if one else ""

    def group(self, one: UUID | None) -> str:
        """A group's name, or that it is gone."""
        return self.groups.get(one, _("a group that is gone")) if one else ""

    def subject(self, entry: Entry) -> str:
        """What something was done to, by name."""
        match entry.kind:
            case Kind.PERSON:
                return self.person(entry.subject)
            case Kind.GROUP:
                return self.group(entry.subject)
            case Kind.PROGRAMME if entry.subject:
                return self.programmes.get(entry.subject, _("a programme that is gone"))
        return _("all programmes")


def sentence_of(entry: Entry, names: Names) -> str:
    """An entry in one sentence."""
    if entry.verb not in Verb:
        return entry.verb  # written by a newer version
    said = {
        "actor": names.person(entry.actor) or _nobody(entry.origin),
        "subject": names.subject(entry),
        "group": names.group(entry.group),
        "detail": _detail(entry.detail),
        "amount": entry.amount or 0,
    }
    return str(MEANINGS[Verb(entry.verb)].sentence) % said


def _detail(word: str) -> str:
    if MONTH.fullmatch(word):
        return date_format(date.fromisoformat(f"{word}-01"), "F Y")
    return str(DETAILS.get(word, word))


def _nobody(origin: str) -> str:
    return _("Whoever runs the server") if origin == Origin.COMMAND else _("Collegium")
