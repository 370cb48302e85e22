"""When a story appears to its readers: not when it was let out, which would tell who met then."""

from datetime import date, timedelta

COOLING = timedelta(days=7)
MONDAY = 0


def appears_on(let_out: date, *, signed: bool) -> date:
    """The day on which readers find a story.

    An anonymous one appears a week later at least, on a Monday, with all others of its week;
    until then its author can take it back without anybody having seen it. A signed one has
    nothing to hide and appears at once.
    """
    if signed:
        return let_out
    earliest = let_out + COOLING
    return earliest + timedelta(days=(MONDAY - earliest.weekday()) % 7)
