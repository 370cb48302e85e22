"""What is kept of somebody, said by area, out of the declarations that the code itself obeys."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from uuid import UUID

from django.apps import apps
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from collegium.domain.retention import Kind, Policy
from collegium.groups.models import GroupRow
from collegium.people.access import Who
from collegium.rights.areas import AREAS, Area
from collegium.rights.queries.policy import policy_in
from collegium.rights.shown import EVERYBODY, shown_to
from collegium.rights.ties import WHOSE, Model, class_of, links_of
from collegium.vault.classes import FieldClass

# Who sees what is of a class, in the order in which they are told.
READERS: Mapping[str, str | Promise] = {
    "self": _("Only you."),
    "work": _(
        "You, programme leads and administrators. Colleagues find your name, address and "
        "department; your group sees your site and local time as well."
    ),
    "places": _("You, your group and programme leads: who sits where, and when you meet."),
    "record": _("You and administrators; your group, where it is about the group."),
    "alone": _("Only you. The machine opens it when it forms groups or looks for dates."),
    "group": _("Your group, each thing as far as its page says. No role opens it."),
    "measure": _("You; for everybody else only figures over ten people or more in three groups."),
    "roster": _("You, programme leads and administrators."),
    "shared": _("Everybody in your organisation, until you take it back."),
    "public": _("Facts without words, for you and the pages that need them."),
}
# In which words it is said that besides oneself these are shown what is of a class.
_SAID: Mapping[frozenset[Who], str] = {
    frozenset({Who.LEAD, Who.ADMINISTRATOR}): "roster",
    frozenset({Who.GROUP_MEMBER}): "group",
    frozenset(): "measure",
    EVERYBODY: "shared",
}
FIXED: Mapping[str, str | Promise] = {
    "until_withdrawn": _("Until you withdraw it, or are erased."),
    "sign_ins": _("As long as you are signed in; ways to sign in until you remove them."),
    "record": _("As long as your organisation uses Collegium; once you are erased, the number "
                "leads to nobody."),
}  # fmt: skip
LASTS: Mapping[Kind, str | Promise] = {
    Kind.GROUPS: _("As long as your group meets, and %(months)s after it has ended."),
    Kind.MAILS: _("For %(months)s, and as long as what it is about is under way."),
    Kind.PERSONS: _("As long as you are on the roster, and %(months)s after."),
}


@dataclass(frozen=True, slots=True)
class Kept:
    """One area as somebody reads it."""

    key: str
    title: str | Promise
    purpose: str | Promise
    lasts: str | Promise
    readers: tuple[str | Promise, ...]


def kept_in(organisation_id: UUID) -> tuple[Kept, ...]:
    """Every area (one query)."""
    policy = policy_in(organisation_id)
    return tuple(
        Kept(area.key, area.title, area.purpose, lasts(area, policy), readers_of(area))
        for area in AREAS
    )


def lasts(area: Area, policy: Policy) -> str | Promise:
    """How long it is kept, in words."""
    if area.kept in FIXED:
        return FIXED[area.kept]
    kind = Kind(area.kept)
    return LASTS[kind] % {"months": months_in_words(policy[kind])}


def months_in_words(months: int) -> str:
    """So many months."""
    return ngettext("%(count)s month", "%(count)s months", months) % {"count": months}


def readers_of(area: Area) -> tuple[str | Promise, ...]:
    """Who sees what is in an area, as the classes of its fields have it."""
    if area.seen_by:
        return (READERS[area.seen_by],)
    found = {one for model in models_of(area) for one in _readers(model)}
    if len(found) > 1:  # facts go along with the rest
        found.discard("public")
    return tuple(words for key, words in READERS.items() if key in found)


def models_of(area: Area) -> Iterator[Model]:
    """The models of an area that are installed."""
    for model in apps.get_models():
        if model._meta.label in area.models:
            yield model


def _readers(model: Model) -> Iterator[str]:
    if not links_of(model, *WHOSE):
        return
    for field in model._meta.concrete_fields:
        kind = class_of(model, field.name)
        if kind is FieldClass.PUBLIC:
            yield "public"
        elif kind is FieldClass.SEALED and not issubclass(model, GroupRow):
            yield "alone"
        else:
            yield _SAID[shown_to(kind)]
