"""A person without a photograph: initials on one of twelve quiet colours."""

from zlib import crc32

from django.utils.html import format_html
from django.utils.safestring import SafeString

HUES = 12


def initials(name: str) -> str:
    """First letters of the first and the last name; "?" for nobody."""
    words = [word for word in name.split() if word[0].isalnum()]
    if not words:
        return "?"
    ends = words if len(words) == 1 else [words[0], words[-1]]
    return "".join(word[0] for word in ends).upper()


def hue(name: str) -> int:
    """A number from 1 to 12 that is the same for a name for ever."""
    return (crc32(name.encode()) >> 20) % HUES + 1


def avatar_tag(name: str, size: str = "") -> SafeString:
    """Initials in a circle, for the eye only; the name stands beside it. Sizes: "", s, l."""
    size_class = f" avatar-{size}" if size else ""
    return format_html(
        '<span class="avatar avatar-hue-{}{}" aria-hidden="true">{}</span>',
        hue(name),
        size_class,
        initials(name),
    )
