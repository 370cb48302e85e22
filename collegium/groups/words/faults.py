"""Why no groups could be formed, and what to do about it."""

from collections.abc import Callable, Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from collegium.domain.composition import Rule, Sizes
from collegium.domain.composition.faults import Fault
from collegium.groups.words.names import ATTRIBUTES, Named, listed, named
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
    "together_across_fixed": gettext_lazy(
        "You keep %(people)s together, but not all of them can come into one group, as some are "
        "to stay where they are. Remove the pair or let them move."
    ),
    "fixed_too_many": gettext_lazy(
        "%(people)s are to stay in one group, which is more people than a group holds. Let one "
        "of them move or allow larger groups."
    ),
    "fixed_against_rule": gettext_lazy(
        "%(people)s are to stay in one group, but a rule forbids it: %(rules)s. Let one of them "
        "move."
    ),
    "no_shared_language": gettext_lazy(
        "No language is spoken by enough people for one group (%(speakers)s). Choose more "
        "people, add languages to the roster, or do not ask for a shared language."
    ),
    "no_facilitator": gettext_lazy(
        "None of the facilitators can support a group. Let one of them take a group on, or "
        "compose without facilitators."
    ),
    "sizes_impossible": gettext_lazy(
        "Groups of %(minimum)s to %(maximum)s people cannot be: the smallest has two people at "
        "least and is no larger than the largest. Change the sizes."
    ),
    "rule_impossible": gettext_lazy(
        "A rule asks for a number that cannot be: %(names)s. Correct it."
    ),
    "weight_impossible": gettext_lazy(
        "What counts has a weight that cannot be used: %(names)s. Correct it."
    ),
    "met_impossible": gettext_lazy(
        "What is known about earlier groups of %(people)s cannot be used. Correct it."
    ),
    "number_impossible": gettext_lazy(
        "The roster holds a number that cannot be used: %(names)s of %(people)s. Correct it or "
        "leave it empty."
    ),
    "text_impossible": gettext_lazy(
        "The roster holds something that is no text: %(names)s of %(people)s. Correct it or "
        "leave it empty."
    ),
    "hours_impossible": gettext_lazy(
        "The working hours of %(people)s lie outside the week. Correct them."
    ),
    "capacity_impossible": gettext_lazy(
        "%(people)s cannot support less than no group. Correct the number of groups."
    ),
    "nameless_person": gettext_lazy(
        "Somebody on the roster has no identifier. Give each person their own."
    ),
    "duplicate_person": gettext_lazy(
        "%(people)s: more than once on the roster. Keep one row for each person."
    ),
    "unknown_person": gettext_lazy(
        "The groups hold somebody who does not take part. Let them take part, or take them out "
        "of their group."
    ),
    "seated_twice": gettext_lazy(
        "%(people)s: in more than one group. Keep one place for each person."
    ),
    "finished_impossible": gettext_lazy("A finished group is meant that does not exist."),
}

NOT_POSSIBLE: Mapping[str, str | Promise] = {
    "together_against_rule": gettext_lazy(
        "It is not possible to keep %(people)s together. Remove the pair."
    ),
    "fixed_against_rule": gettext_lazy(
        "It is not possible that %(people)s all stay in one group. Let one of them move."
    ),
}

FIGURES: Mapping[str, str | Promise] = {
    "common_hours": gettext_lazy("common working hours"),
    "levels_apart": gettext_lazy("levels apart"),
    "hosts": gettext_lazy("hosts in each group"),
    "complement": gettext_lazy("strengths that others want to learn"),
    "new_faces": gettext_lazy("new faces"),
    "strengths": gettext_lazy("strengths"),
    "wants": gettext_lazy("wants to learn"),
    "languages": gettext_lazy("languages"),
    "promotion_pool": gettext_lazy("promotion pool"),
    "tenure": gettext_lazy("years with you"),
    "level": gettext_lazy("level"),
    "manager": gettext_lazy("manager"),
}


def remedy(fault: Fault, people: Mapping[str, Named]) -> str:
    """A fault in one or two sentences: what is wrong and what would help."""
    counted = COUNTED.get(fault.code)
    if counted:
        return counted(fault)
    sentence = REMEDIES.get(fault.code)
    if Rule.VETO in fault.rules:
        sentence = NOT_POSSIBLE.get(fault.code, sentence)
    if sentence is None:
        return _("The roster holds something that cannot be used: %(code)s.") % {"code": fault.code}
    return str(sentence) % {
        "people": named(fault.people, people),
        "rules": listed(str(RULES[rule]) for rule in fault.rules),
        "names": listed(str(FIGURES.get(at) or ATTRIBUTES.get(at, at)) for at in fault.names),
        "speakers": ", ".join(f"{name}: {count}" for name, count in fault.counts.items()),
        "minimum": fault.counts.get("minimum", ""),
        "maximum": fault.counts.get("maximum", ""),
    }


def _too_few(fault: Fault) -> str:
    present, needed = fault.counts["people"], fault.counts["needed"]
    return ngettext(
        "Only %(present)s person takes part; a group needs at least %(needed)s. Choose more "
        "people.",
        "Only %(present)s people take part; a group needs at least %(needed)s. Choose more people.",
        present,
    ) % {"present": present, "needed": needed}


def _too_few_hosts(fault: Fault) -> str:
    hosts, needed = fault.counts["hosts"], fault.counts["needed"]
    return ngettext(
        "Only %(hosts)s person can host; you ask for %(needed)s in each group. Ask for fewer, or "
        "choose people who can host.",
        "Only %(hosts)s people can host; you ask for %(needed)s in each group. Ask for fewer, or "
        "choose people who can host.",
        hosts,
    ) % {"hosts": hosts, "needed": needed}


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


COUNTED: Mapping[str, Callable[[Fault], str]] = {
    "too_few_people": _too_few,
    "too_few_hosts": _too_few_hosts,
    "sizes_do_not_divide": _indivisible,
}
