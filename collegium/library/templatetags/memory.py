"""`{% load memory %}`: the parts of a group's memory in words."""

from django import template
from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from collegium.domain.memory import Fate
from collegium.library.memory_words import FATES, KINDS, NUMBERS, PARTS
from collegium.practice.models import Moment
from collegium.practice.queries.item_sets import shipped_wording
from collegium.ui.components import state_tag

register = template.Library()


@register.simple_tag
def fate_tag(fate: Fate) -> SafeString:
    """`{% fate_tag plan.fate %}`: what became of a plan, in a word or a few."""
    words, kind = FATES[fate]
    return state_tag(str(words), kind, "")


@register.filter
def fate_words(fate: Fate) -> str | Promise:
    """What became of a plan, as text."""
    return FATES[fate][0]


@register.filter
def kind_words(kind: str) -> str | Promise:
    """What sort of thing somebody wrote."""
    return KINDS.get(kind, kind)


@register.filter
def part_words(part: str) -> str | Promise:
    """What a part of it is about; nothing for what needs no name."""
    return PARTS.get(part, "")


@register.filter
def number_words(name: str) -> str | Promise:
    """What a number is about; as it is kept where an organisation made it up itself."""
    item_set, _, item = name.partition(" ")
    if item:
        return shipped_wording(item_set, item, get_language() or "") or item
    about, _, moment = name.rpartition("_")
    if moment in Moment.values:
        return f"{NUMBERS.get(about, about)} ({moment_words(moment)})"
    return NUMBERS.get(name, name)


@register.filter
def moment_words(moment: str) -> str | Promise:
    """When a number was given or what time it speaks about."""
    return Moment(moment).label if moment in Moment.values else moment
