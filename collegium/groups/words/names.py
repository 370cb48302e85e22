"""Names in a sentence, and attributes of the roster in words."""

from collections.abc import Iterable, Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from collegium.people.models import Person

SHOWN = 4

ATTRIBUTES: Mapping[str, str | Promise] = {
    "department": gettext_lazy("department"),
    "function": gettext_lazy("function"),
    "site": gettext_lazy("site"),
    "country": gettext_lazy("country"),
    "gender": gettext_lazy("gender"),
}


def listed(names: Iterable[str]) -> str:
    """`A, B and C`, with no more than a few names and the number of the rest."""
    every = list(names)
    if len(every) == SHOWN + 1:
        shown, rest = every, 0
    else:
        shown, rest = every[:SHOWN], max(0, len(every) - SHOWN)
    if rest:
        return _("%(names)s and %(count)s more") % {"names": ", ".join(shown), "count": rest}
    if len(shown) < 2:
        return "".join(shown)
    return _("%(names)s and %(last)s") % {"names": ", ".join(shown[:-1]), "last": shown[-1]}


def named(ids: Iterable[str], people: Mapping[str, Person]) -> str:
    """The people with these ids, listed by name."""
    return listed(sorted(people[one].name for one in ids if one in people))
