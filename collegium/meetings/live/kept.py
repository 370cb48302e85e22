"""Pieces of HTML that were drawn before, each with what it was drawn from."""

from collections import OrderedDict
from collections.abc import Callable

from django.utils.safestring import SafeString

MOST_KEPT = 300

type Piece = tuple[tuple[object, ...], SafeString]


class Kept:
    """The pieces that readers of one language and zone were shown lately of one session."""

    __slots__ = ("_pieces",)

    def __init__(self) -> None:
        self._pieces: OrderedDict[tuple[object, ...], Piece] = OrderedDict()

    def html(
        self, place: object, values: tuple[object, ...], draw: Callable[[], SafeString]
    ) -> SafeString:
        """Return the piece at `place`; texts among its values tell it from its neighbours."""
        name = place, *(one for one in values if isinstance(one, str))
        known = self._pieces.get(name)
        if known is None or known[0] != values:
            known = self._pieces[name] = values, draw()
        self._pieces.move_to_end(name)
        if len(self._pieces) > MOST_KEPT:
            self._pieces.popitem(last=False)
        return known[1]
