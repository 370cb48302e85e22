"""Which rules are in conflict, and what each way out would give."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.formats import number_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from collegium.domain.composition import Rule
from collegium.domain.composition.conflicts import Conflict
from collegium.domain.composition.relaxing import Demand, Relaxation
from collegium.groups.words.names import ATTRIBUTES, Named, named
from collegium.groups.words.rules import RULES

DEMANDS: Mapping[Rule, str | Promise] = {
    Rule.APART: gettext_lazy("you keep %(people)s apart"),
    Rule.TOGETHER: gettext_lazy("you keep %(people)s together"),
    Rule.ALONE: gettext_lazy("nobody is the only one with %(attribute)s “%(value)s”"),
}

DROPPED: Mapping[Rule, str | Promise] = {
    Rule.APART: gettext_lazy("No longer keep %(people)s apart"),
    Rule.TOGETHER: gettext_lazy("No longer keep %(people)s together"),
    Rule.LANGUAGE: gettext_lazy("Do not ask for a shared language"),
    Rule.LEVELS: gettext_lazy("Do not limit the levels"),
    Rule.HOURS: gettext_lazy("Do not ask for common working hours"),
    Rule.ALONE: gettext_lazy("Let somebody be the only one with %(attribute)s “%(value)s”"),
    Rule.HOST: gettext_lazy("Do not ask for hosts"),
    Rule.FACILITATOR: gettext_lazy("Find one more facilitator, who suits everybody"),
}

LOWERED: Mapping[Rule, str | Promise] = {
    Rule.LEVELS: gettext_lazy("Allow %(limit)s levels apart"),
    Rule.HOURS: gettext_lazy("Ask for %(limit)s common working hours a week"),
    Rule.HOST: gettext_lazy("Ask for %(limit)s in each group who can host"),
    Rule.FACILITATOR: gettext_lazy("Let each facilitator support %(limit)s more"),
}


@dataclass(frozen=True, slots=True)
class Told:
    """A conflict in words: what cannot be, ways out, and how sure that is where not proven."""

    what: str
    ways_out: tuple[str, ...]
    caution: str


def told(conflict: Conflict, people: Mapping[str, Named]) -> Told:
    """A conflict in sentences, its ways out with the best first."""
    sure = conflict.proven and all(way.proven for way in conflict.ways_out)
    caution = "" if sure else _("This is as far as the search could tell; it is not proven.")
    return Told(
        _what(conflict, people), tuple(way_out(way, people) for way in conflict.ways_out), caution
    )


def _what(conflict: Conflict, people: Mapping[str, Named]) -> str:
    rules = [one for one in conflict.rules if one.rule != Rule.VETO]
    data = {
        "people": named(conflict.people, people),
        "rules": "; ".join(asked(one, people) for one in rules),
    }
    if len(rules) < len(conflict.rules):
        if rules:
            return _("It is not possible to give everybody a group as long as: %(rules)s.") % data
        return _("With groups of these sizes it is not possible to give everybody a group.")
    if not rules:
        return _(
            "With groups of these sizes, and with everybody who is to stay in place, not "
            "everybody can have a group."
        )
    if not conflict.people:
        return _("Not everybody can have a group as long as: %(rules)s.") % data
    if conflict.each:
        return (
            ngettext(
                "%(people)s can have no group as long as: %(rules)s.",
                "None of these can have a group, %(people)s, as long as: %(rules)s.",
                len(conflict.people),
            )
            % data
        )
    return _("Not all of %(people)s can have a group as long as: %(rules)s.") % data


def asked(demand: Demand, people: Mapping[str, Named]) -> str:
    """What is asked, as part of a sentence."""
    return str(DEMANDS.get(demand.rule, RULES[demand.rule])) % _data(demand, people)


def way_out(way: Relaxation, people: Mapping[str, Named]) -> str:
    """A change and what it would give, in a sentence."""
    return _("%(change)s: %(outcome)s.") % {
        "change": _change(way, people),
        "outcome": _outcome(way),
    }


def _change(way: Relaxation, people: Mapping[str, Named]) -> str:
    if way.rule is None:
        return _("Leave %(people)s out") % {"people": named(way.people, people)}
    if way.sizes:
        sizes = {"minimum": way.sizes.minimum, "maximum": way.sizes.maximum}
        return _("Allow groups of %(minimum)s to %(maximum)s") % sizes
    if way.limit is None:
        return str(DROPPED[way.rule]) % _data(way, people)
    return str(LOWERED[way.rule]) % {"limit": number_format(f"{way.limit:g}")}


def _outcome(way: Relaxation) -> str:
    if way.everybody:
        return _("then all others have a group") if way.rule is None else _("then all have a group")
    if not way.more:
        return _("this alone gives nobody a group")
    return ngettext(
        "then %(count)s person more has a group",
        "then %(count)s people more have a group",
        way.more,
    ) % {"count": way.more}


def _data(about: Demand | Relaxation, people: Mapping[str, Named]) -> dict[str, str]:
    return {
        "people": named(about.people, people),
        "attribute": str(ATTRIBUTES.get(about.attribute, about.attribute)),
        "value": about.value,
    }
