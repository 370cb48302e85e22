"""Icons, drawn inline so that they take the colour of the text beside them."""

from functools import lru_cache

from django.utils.safestring import SafeString, mark_safe
from lucide.templatetags.lucide import lucide

DIRECTIONAL = ("left", "right", "log-in", "log-out", "reply", "undo", "redo", "send")


@lru_cache(maxsize=512)
def icon_svg(name: str, label: str = "", size: int = 20) -> SafeString:
    """One Lucide icon as inline SVG; hidden from screen readers unless it has a label.

    Icons that point along the line of text carry `icon-directional` and are mirrored
    where the text runs from right to left. Raises `lucide.IconDoesNotExist`.
    """
    pointing = any(name.endswith(end) for end in DIRECTIONAL)
    attributes: dict[str, object] = {"class": "icon icon-directional" if pointing else "icon"}
    if label:
        attributes |= {"role": "img", "aria-label": label}
    else:
        attributes["aria-hidden"] = "true"
    return mark_safe(lucide(name, size=size, **attributes))  # noqa: S308  built by ElementTree, which escapes
