"""What is wrong with what was handed in: every message at once, so that one look is enough."""

from collections.abc import Callable, Collection, Iterable, Mapping
from difflib import get_close_matches

from django.utils.translation import gettext as _

FEW = 20_000


class Mistakes(Exception):  # noqa: N818 - says what was found
    """The input cannot be used; `messages` name the place, what is wrong and the remedy."""

    def __init__(self, *messages: str) -> None:
        super().__init__(*messages)
        self.messages = messages


def each[Given, Found](given: Iterable[Given], read: Callable[[Given], Found]) -> list[Found]:
    """Read all of them; raises `Mistakes` with the messages of every one that failed."""
    found: list[Found] = []
    messages: list[str] = []
    for one in given:
        try:
            found.append(read(one))
        except Mistakes as mistakes:
            messages += mistakes.messages
    if messages:
        raise Mistakes(*messages)
    return found


def all_of(parts: Mapping[str, Callable[[], object]]) -> dict[str, object]:
    """What each of the parts reads, by name; raises as `each` does."""
    names = list(parts)
    return dict(zip(names, each(names, lambda name: parts[name]()), strict=True))


def nearest(word: str, known: Collection[str]) -> str:
    """A question that names what may have been meant, with a space before it, or ""."""
    close = get_close_matches(word, known, n=1, cutoff=0.6) if len(known) <= FEW else []
    return " " + _("Did you mean “%(word)s”?") % {"word": close[0]} if close else ""
