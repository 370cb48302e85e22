"""What was drawn for many readers is drawn again only where it looks different, or is asked for."""

from typing import cast
from uuid import UUID

from django.utils import translation
from jinja2.runtime import Macro
from markupsafe import Markup

from collegium.meetings.live.rendering import Kept, Place, Reader, place_of

PLACE = place_of(UUID(int=1), UUID(int=2))


class Counting:
    """Stands in for a macro: shows the first of its values in the language of now."""

    name = "counting"

    def __init__(self) -> None:
        self.calls = 0

    def __call__(self, place: Place, shown: str, *_: object) -> Markup:
        assert place is PLACE
        self.calls += 1
        return Markup("<p lang='{}'>{}</p>").format(translation.get_language(), shown)


def a_kept() -> tuple[Kept, Counting, Macro]:
    macro = Counting()
    return Kept(PLACE, Reader("de", "UTC")), macro, cast(Macro, macro)


def test_the_same_is_not_drawn_again() -> None:
    kept, counting, macro = a_kept()
    assert kept(macro, "one", "a", 1) is kept(macro, "one", "a", 1)
    assert counting.calls == 1
    assert kept(macro, "two", "a", 1) is not kept(macro, "one", "a", 1)


def test_what_looks_the_same_is_equal_whatever_it_is_of() -> None:
    kept, _, macro = a_kept()
    one = kept(macro, "one", "a", 1)
    assert kept(macro, "one", "a", 2) == one
    assert kept(macro, "two", "a", 1) == one
    assert hash(kept(macro, "two", "a", 1)) == hash(one)
    assert kept(macro, "one", "b", 2) != one
    assert one != one.__html__()


def test_who_asks_later_gets_it_in_the_language_it_was_drawn_in() -> None:
    kept, counting, macro = a_kept()
    with translation.override("de"):
        one = kept(macro, "one", "a")
    assert (one.__html__(), counting.calls) == ("<p lang='de'>a</p>", 1)
    kept.put_aside()
    with translation.override("en"):
        assert one.__html__() == "<p lang='de'>a</p>"
    assert (counting.calls, one.units) == (2, len("<p lang='de'>a</p>"))


def test_what_is_gone_is_forgotten() -> None:
    kept, _, macro = a_kept()
    one, two = kept(macro, "one", "a"), kept(macro, "two", "a")
    kept.forget({"one"})
    assert kept(macro, "one", "a") is not one
    assert kept(macro, "two", "a") is two
