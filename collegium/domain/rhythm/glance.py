"""Now, next, later: what a member sees at one glance."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from collegium.domain.rhythm.wallclock import require_aware, wall_clock

NEVER = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Item:
    """Something a member can do from `opens` on, and until `closes` if that is set.

    `weight` breaks ties: the lighter one first.
    """

    key: str
    opens: datetime
    closes: datetime | None = None
    done: bool = False
    weight: int = 0

    def __post_init__(self) -> None:
        require_aware(self.opens)


@dataclass(frozen=True, slots=True)
class Glance:
    """The three lists of the home page; the first of `now` gets the one obvious button."""

    now: tuple[Item, ...] = ()
    next: tuple[Item, ...] = ()
    later: tuple[Item, ...] = ()


def now_next_later(items: Iterable[Item], *, now: datetime, zone: str, days: int = 7) -> Glance:
    """Sort what is not done and not over into now, the coming `days` days, and later.

    "Now" is what is open, the soonest to close first. The days are those of the member's
    calendar in `zone`: with 7, next Monday is "later" when today is Monday.
    """
    waiting = [item for item in items if not item.done and (item.closes or NEVER) > now]
    open_now = [item for item in waiting if item.opens <= now]
    ahead = sorted((item for item in waiting if item.opens > now), key=_opening)
    horizon = wall_clock(now, zone).date() + timedelta(days=days)
    soon = [item for item in ahead if wall_clock(item.opens, zone).date() < horizon]
    return Glance(
        now=tuple(sorted(open_now, key=_closing)),
        next=tuple(soon),
        later=tuple(ahead[len(soon) :]),
    )


def _opening(item: Item) -> tuple[datetime, int, str]:
    return item.opens, item.weight, item.key


def _closing(item: Item) -> tuple[datetime, int, str]:
    return item.closes or NEVER, item.weight, item.key
