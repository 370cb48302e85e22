"""Something that was said in a group, and how near it is to what else was said."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

# For each sentence the places of those near to it, with how near: from a border, at most 1.
type Near = Sequence[Mapping[int, float]]
type Nearness = Callable[[Sequence[str]], Near]


@dataclass(frozen=True, slots=True, repr=False)
class Saying:
    """One sentence: `occasion` is the cycle or session it fell in, `by` whoever said it."""

    id: str
    text: str
    occasion: str
    at: datetime
    by: str = ""
