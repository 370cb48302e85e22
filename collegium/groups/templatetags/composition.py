"""`{% load composition %}`: what the engine says, as sentences in templates."""

from collections.abc import Iterable, Mapping
from functools import lru_cache

from django import template
from django.template.loader import render_to_string
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from collegium.domain.composition import LeftOut, Reason, Rule, Violation
from collegium.domain.composition.faults import Fault
from collegium.domain.composition.shape import Shape
from collegium.groups.models import Notice
from collegium.groups.queries.board import Chip
from collegium.groups.words import faults, reasons, rules, watching
from collegium.groups.words.names import ATTRIBUTES, Named
from collegium.ui.faces import avatar_tag
from collegium.ui.icons import icon_svg

register = template.Library()


@register.simple_tag
def why_here(reason: Reason, people: Mapping[str, Named]) -> str:
    """`{% why_here reason people %}`: why somebody sits here."""
    return reasons.why_here(reason, people)


@register.simple_tag
def why_all_here(placed: Iterable[Reason], people: Mapping[str, Named]) -> list[str]:
    """`{% why_all_here reasons people as sentences %}`: all that speaks for a place."""
    return reasons.why_all_here(placed, people)


@register.simple_tag
def why_apart(one: Named, other: Named, between: Iterable[Rule]) -> list[str]:
    """`{% why_apart one other rules as sentences %}`: what keeps two people apart."""
    return rules.why_apart(one, other, between)


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


@register.filter
def mix_after(share: float) -> str:
    """`{{ price.share|mix_after }}`: what a move does to the groups concerned."""
    return reasons.mix_after(share)


@register.simple_tag
def board_chip(chip: Chip, draft: bool, whys: Iterable[str] = ()) -> SafeString:
    """`{% board_chip chip draft %}`: somebody on the board; written here, since there are many."""
    gone = _("Has left the organisation") if chip.gone else ""
    where = gone or ", ".join(filter(None, (chip.department, chip.site)))
    return format_html(
        '<li class="person-chip" data-person="{}" data-name="{}"><details><summary>{}'
        '<span class="chip-words">{}<span class="meta">{}</span>{}</span>{}</summary>'
        '<div data-why="why/{}/">{}</div></details></li>',
        chip.pk,
        chip.name,
        avatar_tag(chip.name, "s"),
        chip.name,
        where,
        format_html_join("", '<span class="meta">{}</span>', ((why,) for why in whys)),
        icon_svg("pin", _("Pinned"), 16) if chip.pinned else "",
        chip.pk,
        format_html('<a href="move/{}/">{}</a>', chip.pk, _("Other places")) if draft else "",
    )


@register.simple_tag
def group_shape(shape: Shape) -> SafeString:
    """`{% group_shape column.shape %}`: the picture of a group, drawn once for each shape."""
    return _shape_picture(shape, get_language() or "")


@lru_cache(maxsize=2048)
def _shape_picture(shape: Shape, _language: str) -> SafeString:
    return render_to_string("groups/_shape.html", {"shape": shape})
