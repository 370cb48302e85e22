"""The smallest components, as functions: the same for Django's templates and for Jinja's."""

from collections.abc import Iterable
from functools import lru_cache
from html import escape

from django.utils.formats import number_format
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from collegium.ui.icons import icon_svg

NO_PICTURE = SafeString("")


@lru_cache(maxsize=1024)
def submit_button(
    label: str,
    icon: str = "",
    *,
    quiet: bool = False,
    danger: bool = False,
    name: str = "",
    value: str = "",
) -> SafeString:
    """Return the button that sends a form."""
    kind = " button-danger" if danger else " button-quiet" if quiet else ""
    sends = format_html(' name="{}" value="{}"', name, value) if name else NO_PICTURE
    picture = icon_svg(icon) if icon else NO_PICTURE
    return format_html(
        '<button type="submit" class="button{}"{}>{}<span>{}</span></button>',
        kind,
        sends,
        picture,
        label,
    )


def state_tag(label: str, kind: str = "quiet", icon: str = "") -> SafeString:
    """Return a state in a word: quiet, good, warn or bad."""
    picture = icon_svg(icon, "", 14) if icon else NO_PICTURE
    return format_html('<span class="tag tag-{}">{}{}</span>', kind, picture, label)


def percent_bar(value: float, maximum: float, label: str, text: str = "") -> SafeString:
    """Return a bar with its words: "Weeks logged: 3 of 4"."""
    share = min(1.0, max(0.0, value / maximum)) if maximum else 0.0
    figures = {"value": figure(value), "maximum": figure(maximum)}
    return format_html(
        '<div class="percent-bar"><span class="percent-bar-label">{}</span>'
        '<span class="percent-bar-text">{}</span>'
        '<svg width="100%" height="10" aria-hidden="true" focusable="false">'
        '<rect class="track" width="100%" height="10" rx="5"/>'
        '<rect class="fill" width="{}" height="10" rx="5"/></svg></div>',
        label,
        text or _("%(value)s of %(maximum)s") % figures,
        f"{share * 100:.1f}%",
    )


def empty_place(content: str, title: str = "", icon: str = "inbox") -> SafeString:
    """Return what stands where there is nothing yet, and says what to do."""
    heading = format_html('<p class="empty-title">{}</p>', title) if title else NO_PICTURE
    return format_html(
        '<div class="empty">{}{}<div class="empty-words">{}</div></div>',
        icon_svg(icon, "", 32),
        heading,
        content,
    )


def offered(choices: Iterable[tuple[str, str]], chosen: str = "") -> SafeString:
    """Return what a `<select>` lets one choose from, given as (value, words)."""
    return mark_safe(  # noqa: S308 - both are escaped
        "".join(
            f'<option value="{escape(value)}"{" selected" if value == chosen else ""}>'
            f"{escape(words)}</option>"
            for value, words in choices
        )
    )


def figure(value: float) -> str:
    """Return a number as people write it: no needless decimals, the language's own separator."""
    rounded = round(value, 2)
    decimals = 0 if rounded == int(rounded) else len(f"{rounded:.2f}".rstrip("0").split(".")[1])
    return number_format(rounded, decimal_pos=decimals)
