"""Why no groups could be formed, and what to do about it."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from collegium.domain.composition import Sizes
from collegium.domain.composition.faults import Fault
from collegium.groups.words.names import Named, listed, named
from collegium.groups.words.rules import RULES

REMEDIES: Mapping[str, str | Promise] = {
    "manager_cycle": gettext_lazy(
        "On the roster %(people)s report to each other in a circle. Correct the manager of one "
        "of them and compose again."
    ),
    "together_too_many": gettext_lazy(
        "You keep %(people)s together, which is more people than a group holds. Remove one of "
        "these pairs or allow larger groups."
    ),
    "together_against_rule": gettext_lazy(
        "You keep %(people)s together, but another rule forbids it: %(rules)s. Remove the pair."
    ),
    "no_shared_language": gettext_lazy(
        "No language is spoken by enough people for one group (%(speakers)s). Choose more "
        "people, add languages to the roster, or do not ask for a shared language."
    ),
    "sizes_impossible": gettext_lazy(
        "The smallest group is larger than the largest. Change the sizes."
    ),
}


def remedy(fault: Fault, people: Mapping[str, Named]) -> str:
    """A fault in one or two sentences: what is wrong and what would help."""
    if fault.code == "too_few_people":
        return _too_few(fault)
    if fault.code == "sizes_do_not_divide":
        return _indivisible(fault)
    sentence = REMEDIES.get(fault.code)
    if sentence is None:
        return _("The roster holds something that cannot be used: %(code)s.") % {"code": fault.code}
    return str(sentence) % {
        "people": named(fault.people, people),
        "rules": listed(str(RULES[rule]) for rule in fault.rules),
        "speakers": ", ".join(f"{name}: {count}" for name, count in fault.counts.items()),
    }


def _too_few(fault: Fault) -> str:
    present, needed = fault.counts["people"], fault.counts["needed"]
    return ngettext(
        "Only %(present)s person takes part; a group needs at least %(needed)s. Choose more "
        "people.",
        "Only %(present)s people take part; a group needs at least %(needed)s. Choose more people.",
        present,
    ) % {"present": present, "needed": needed}


def _indivisible(fault: Fault) -> str:
    sentence = _(
        "%(people)s people cannot be divided into groups of %(minimum)s to %(maximum)s with "
        "nobody left over."
    ) % dict(fault.counts)
    offers = " / ".join(_size(sizes) for sizes in fault.sizes)
    if not offers:
        return sentence + " " + _("Choose more people or fewer.")
    return (
        sentence
        + " "
        + _("These sizes would do: %(offers)s. Or choose more people or fewer.")
        % {"offers": offers}
    )


def _size(sizes: Sizes) -> str:
    return _("%(minimum)s to %(maximum)s") % {
        "minimum": sizes.minimum,
        "maximum": sizes.maximum,
    }
