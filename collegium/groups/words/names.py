"""Names in a sentence, and attributes of the roster in words."""

from collections.abc import Iterable, Mapping
from typing import Protocol

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

SHOWN = 4

ATTRIBUTES: Mapping[str, str | Promise] = {
    "department": gettext_lazy("department"),
    "function": gettext_lazy("function"),
    "site": gettext_lazy("site"),
    "country": gettext_lazy("country"),
    "gender": gettext_lazy("gender"),
}

TRAITS: Mapping[str, str | Promise] = {
    "department": gettext_lazy("Departments"),
    "function": pgettext_lazy("what people do in the organisation", "Functions"),
    "site": gettext_lazy("Sites"),
    "country": gettext_lazy("Countries"),
    "gender": gettext_lazy("Gender"),
    "tenure": gettext_lazy("Years here"),
    "level": gettext_lazy("Level"),
}


class Named(Protocol):
    """Anybody with a name: a person of the database, or of a roster file."""

    @property
    def name(self) -> str:
        """As people call them."""
        ...


def every(names: Iterable[str]) -> str:
    """`A, B and C`, all of them."""
    shown = list(names)
    if len(shown) < 2:
        return "".join(shown)
    return _("%(names)s and %(last)s") % {"names": ", ".join(shown[:-1]), "last": shown[-1]}


def listed(names: Iterable[str]) -> str:
    """`A, B and C`, with no more than a few names and the number of the rest."""
    given = list(names)
    if len(given) == SHOWN + 1:
        shown, rest = given, 0
    else:
        shown, rest = given[:SHOWN], max(0, len(given) - SHOWN)
    if rest:
        return _("%(names)s and %(count)s more") % {"names": ", ".join(shown), "count": rest}
    return every(shown)


def named(ids: Iterable[str], people: Mapping[str, Named]) -> str:
    """The people with these ids, listed by name."""
    return listed(sorted(people[one].name for one in ids if one in people))
