"""What a lead may want to know before composing."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from collegium.domain.composition import Fault
from collegium.groups.words.names import ATTRIBUTES, Named, listed, named
from collegium.groups.words.rules import RULES

REMARKS: Mapping[str, str | Promise] = {
    "all_alike": gettext_lazy(
        "Everybody here has the same %(names)s, so that groups cannot be mixed in it."
    ),
    "hosts_for_few": gettext_lazy(
        "%(hosts)s of the people can host, which is enough for %(groups)s groups; a place for "
        "everybody takes %(needed)s. Some will be left out."
    ),
    "facilitators_for_few": gettext_lazy(
        "The facilitators can support %(groups)s groups; a place for everybody takes "
        "%(needed)s. Some will be left out."
    ),
    "pool_too_large": gettext_lazy(
        "%(people)s are in the same promotion pool, which is more people than there can be "
        "groups (%(groups)s). Some will be left out."
    ),
}


def remark(found: Fault, people: Mapping[str, Named]) -> str:
    """A remark in one or two sentences."""
    if found.code == "fits_nowhere":
        return _nowhere(found, people)
    return str(REMARKS[found.code]) % {
        **found.counts,
        "people": named(found.people, people),
        "names": listed(str(ATTRIBUTES.get(name, name)) for name in found.names),
    }


def _nowhere(found: Fault, people: Mapping[str, Named]) -> str:
    sentence = ngettext(
        "%(people)s fits into no group and will be left out.",
        "%(people)s fit into no group and will be left out.",
        len(found.people),
    ) % {"people": named(found.people, people)}
    if not found.rules:
        return sentence
    rules = listed(str(RULES[rule]) for rule in found.rules)
    return sentence + " " + _("What stands in the way: %(rules)s.") % {"rules": rules}
