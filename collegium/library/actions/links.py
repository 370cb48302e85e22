"""Looking now and then whether a recommended link still opens."""

from collections.abc import Callable
from datetime import datetime, timedelta

from collegium.library.models import Resource
from collegium.outgoing import Limits, Reason, RefusedError, Ways, fetch

LIMITS = Limits(connect=5, read=8, total=12, size=64 * 1024)
IN_HAND = timedelta(minutes=5)  # for which another worker leaves a link that one tries
AGAIN = timedelta(days=30)
AFTER_FAILURE = timedelta(days=3)
SPREAD = 0.3  # of the time until the next look, at most added to it
GONE = frozenset({404, 410})
# The server is there and the page may be read by a browser: one that moved, is large or packed.
OPENS = frozenset({Reason.MOVED, Reason.TOO_LARGE, Reason.GARBLED})


def check_links(
    now: datetime,
    *,
    ways: Ways,
    chance: Callable[[], float],
    stopping: Callable[[], bool] = lambda: False,
    most: int = 4,
) -> int:
    """Try the links whose time has come, one after the other; how many (1 query when none).

    `chance` draws from 0 to 1, so that links do not come due together. No transaction is open
    while a server takes its time.
    """
    due = Resource.objects.filter(due_at__lte=now).order_by("due_at", "pk")[:most]
    return sum(_check(one, now, ways, chance) for one in list(due) if not stopping())


def _check(resource: Resource, now: datetime, ways: Ways, chance: Callable[[], float]) -> bool:
    same = Resource.objects.filter(pk=resource.pk, link=resource.link)
    if not same.filter(due_at=resource.due_at).update(due_at=now + IN_HAND):
        return False
    opens = _opens(resource.link, ways)
    if opens is None:
        same.update(due_at=None, failures=0)
        return True
    pause = (AGAIN if opens else AFTER_FAILURE) * (1 + SPREAD * chance())
    failures = 0 if opens else resource.failures + 1
    same.update(due_at=now + pause, failures=failures, checked_at=now)
    return True


def _opens(link: str, ways: Ways) -> bool | None:
    """Whether it opens; None where it leads inside, where the server does not look."""
    try:
        answer = fetch(link, limits=LIMITS, ways=ways)
    except RefusedError as refused:
        if refused.reason is Reason.INTERNAL:
            return None
        return refused.reason in OPENS
    return answer.status not in GONE and answer.status < 500
