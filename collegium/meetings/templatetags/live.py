"""What the live page's templates need beyond the design system."""

from collections.abc import Iterable
from functools import partial
from html import escape
from uuid import UUID, uuid4

from django import template
from django.template.base import FilterExpression, Parser, Token
from django.utils.safestring import SafeString, mark_safe

from collegium.domain.playbook import EventKind
from collegium.meetings.live.desk import Desk
from collegium.meetings.live.kept import Kept

register = template.Library()


class KeptNode(template.Node):
    """Draws what stands between the tags again only when one of the values has changed."""

    def __init__(self, nodelist: template.NodeList, values: list[FilterExpression]) -> None:
        self.nodelist = nodelist
        self.values = values

    def render(self, context: template.Context) -> SafeString:
        """Give what was kept, where something is kept at all: a whole page keeps nothing."""
        kept: Kept | None = context.get("kept")
        if kept is None:
            return self.nodelist.render(context)
        values = tuple(one.resolve(context, ignore_failures=True) for one in self.values)
        return kept.html(self, values, partial(self.nodelist.render, context))


@register.tag
def kept(parser: Parser, token: Token) -> KeptNode:
    """`{% kept note.id note %}…{% endkept %}`; texts among the values are its name as well."""
    values = [parser.compile_filter(word) for word in token.split_contents()[1:]]
    nodelist = parser.parse(("endkept",))
    parser.delete_first_token()
    return KeptNode(nodelist, values)


@register.simple_tag
def fresh_key() -> UUID:
    """Return a key by which a second click is known as a repetition."""
    return uuid4()


@register.filter
def options(pairs: Iterable[tuple[str, str]]) -> SafeString:
    """`{{ pairs|options }}`: what a `<select>` lets one choose from, given as (value, words)."""
    drawn = (f'<option value="{escape(one)}">{escape(words)}</option>' for one, words in pairs)
    return mark_safe("".join(drawn))  # noqa: S308 - both are escaped


@register.filter
def may(desk: Desk, kind: str) -> bool:
    """`{% if desk|may:"reveal" %}`: whether the table lets this member do it now."""
    return desk.may(EventKind(kind))
