"""`{% load composition %}`: what the engine says, as sentences in templates."""

from collections.abc import Iterable, Mapping

from django import template

from collegium.domain.composition import LeftOut, Reason, Violation
from collegium.domain.composition.faults import Fault
from collegium.groups.models import Notice
from collegium.groups.words import faults, reasons, rules, watching
from collegium.groups.words.names import ATTRIBUTES, Named

register = template.Library()


@register.simple_tag
def why_here(reason: Reason, people: Mapping[str, Named]) -> str:
    """`{% why_here reason people %}`: why somebody sits here."""
    return reasons.why_here(reason, people)


@register.simple_tag
def broken_rules(violations: Iterable[Violation], people: Mapping[str, Named]) -> list[str]:
    """`{% broken_rules violations people as sentences %}`: what is wrong in one group."""
    return rules.broken_rules(violations, people)


@register.simple_tag
def why_left_out(out: LeftOut, people: Mapping[str, Named]) -> list[str]:
    """`{% why_left_out out people as whys %}`: the rules in the way."""
    return rules.why_left_out(out, people)


@register.simple_tag
def remedy(fault: Fault, people: Mapping[str, Named]) -> str:
    """`{% remedy fault people %}`: what is wrong with the question itself."""
    return faults.remedy(fault, people)


@register.filter
def how_good(at_least: int | None) -> str:
    """`{{ board.at_least|how_good }}`: the distance to the best, in words."""
    return reasons.how_good(at_least)


@register.filter
def cost(change: float) -> str:
    """`{{ price.change|cost }}`: what a move does to the mix."""
    return reasons.cost(change)


@register.filter
def attribute_name(name: str) -> str:
    """`{{ name|attribute_name }}`: an attribute in the middle of a sentence."""
    return str(ATTRIBUTES.get(name, name))


@register.filter
def noticed(notice: Notice) -> str:
    """`{{ notice|noticed }}`: what a change of the roster has done."""
    return watching.noticed(notice)
