"""An item set: what is asked of each member as a number, where, when and for whom."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from collegium.domain.datafile import Wording

TEN = 10


class Moment(StrEnum):
    """The time an answer speaks about; THEN is a look back at the start, asked at the end."""

    BEFORE = "before"
    AFTER = "after"
    THEN = "then"


class Asked(StrEnum):
    """Where the numbers come from."""

    PULSE = "pulse"  # the short page before and after a cycle
    CONTACTS = "contacts"  # colleagues chosen on that page, counted
    SESSION = "session"  # a question of the session's own playbook
    LOG = "log"  # the weekly log


class Audience(StrEnum):
    """Who ever sees anything of it."""

    PUBLISHED = "published"  # everybody, as totals that passed the gate
    GROUP = "group"  # the group alone


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that is asked: from `low` to `high`, whose ends say what they mean."""

    key: str
    moments: tuple[Moment, ...]
    low: int
    high: int
    low_means: Wording
    high_means: Wording
    wording: Wording
    looking_back: Wording | None = None

    @property
    def step(self) -> int:
        """How far one answer lies from the next: scales beyond eleven numbers go in tens."""
        return 1 if self.high - self.low <= TEN else TEN


@dataclass(frozen=True, slots=True)
class ItemSet:
    """Items that belong together, and whose idea they are."""

    key: str
    version: int
    title: Wording
    about: Wording
    asked: Asked
    audience: Audience
    source: str
    licence: str
    items: tuple[Item, ...]
    permission: str = ""  # who allowed it, where the licence is not an open one


@dataclass(frozen=True, slots=True)
class Question:
    """An item as it is asked at one moment."""

    of: ItemSet
    item: Item
    moment: Moment

    @property
    def key(self) -> str:
        """Return the name under which it is answered, unique on its page."""
        return f"{self.of.key}-{self.item.key}-{self.moment}"

    @property
    def wording(self) -> Wording:
        """Return what is asked."""
        back = self.item.looking_back if self.moment is Moment.THEN else None
        return back or self.item.wording


def questions(sets: Iterable[ItemSet], asked_at: Moment) -> Iterator[Question]:
    """Yield what the page asks at a moment, set by set; a look back comes with the end."""
    moments = (asked_at, Moment.THEN) if asked_at is Moment.AFTER else (asked_at,)
    for one in sets:
        if one.asked is not Asked.PULSE:
            continue
        for moment in moments:
            yield from (Question(one, item, moment) for item in one.items if moment in item.moments)
