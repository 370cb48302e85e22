"""Posting to channels: what is due becomes a row once, is claimed, sent and recorded."""

from collections.abc import Callable
from datetime import datetime, timedelta

from django.db.models import F, Q, QuerySet

from collegium.domain.rhythm.channels import LATE
from collegium.mailing.chat.sending import Outcome, deliver
from collegium.mailing.models import ChatChannel, ChatKind, ChatPost, MailState
from collegium.mailing.queries.channels import chat_due
from collegium.outgoing import Ways

LEASE = timedelta(minutes=2)  # longer than the slowest server may take
PAUSES = tuple(timedelta(minutes=number) for number in (1, 5, 15, 60))
ATTEMPTS = len(PAUSES) + 1
ASTRAY = PAUSES[-1] + timedelta(minutes=15)  # further than any pause, and than two clocks differ

type Clock = Callable[[], datetime]


def post_due(*, clock: Clock, ways: Ways, stopping: Callable[[], bool] = lambda: False) -> int:
    """Plan and post all that is due, one after the other; how many were tried.

    Where no organisation has a channel, this is two queries.
    """
    plan_posts(clock())
    tried = 0
    while not stopping() and (post := _claimed(clock())):
        _post(post, clock, ways)
        tried += 1
    return tried


def plan_posts(now: datetime) -> int:
    """Write a row for everything that channels are to be told and that has none; how many.

    Two workers may plan at once: the key lets one row in.
    """
    rows = [
        ChatPost(
            channel=one.channel,
            number=one.channel.number,
            kind=one.kind,
            key=one.key,
            due_at=one.due_at,
        )
        for one in chat_due(now)
    ]
    if rows:
        ChatPost.objects.bulk_create(rows, ignore_conflicts=True)
    return len(rows)


def _claimed(now: datetime) -> ChatPost | None:
    """Take one post that is due; a worker that dies keeps it until its lease runs out."""
    free, ready = _is_past("leased_until", now), _is_past("retry_at", now)
    due = ChatPost.objects.filter(free, ready, state=MailState.WAITING, due_at__lte=now)
    for post in due.select_related("channel")[:10]:
        until = now + LEASE
        if _held(post).update(leased_until=until, attempts=F("attempts") + 1):
            post.leased_until, post.attempts = until, post.attempts + 1
            return post
    return None


def _is_past(name: str, now: datetime) -> Q:
    """Whether a moment is over. One further ahead than we ever set was set by another clock."""
    return Q(**{name: None}) | Q(**{f"{name}__lte": now}) | Q(**{f"{name}__gt": now + ASTRAY})


def _post(post: ChatPost, clock: Clock, ways: Ways) -> None:
    now = clock()
    if not _is_wanted(post):
        _settle(post, MailState.DROPPED, now=now)
    elif post.attempts > ATTEMPTS or now >= post.due_at + LATE:
        _give_up(post, post.problem, now=now)
    else:
        _record(post, deliver(post, ways=ways), now=clock())


def _is_wanted(post: ChatPost) -> bool:
    """Whether the channel still wants it there."""
    channel = post.channel
    same = channel.number == post.number and channel.broken_at is None
    return same and (post.kind == ChatKind.HELLO or post.kind in channel.kinds)


def _record(post: ChatPost, outcome: Outcome, *, now: datetime) -> None:
    if outcome.is_told:
        if _settle(post, MailState.SENT, now=now):
            _there(post).update(told_at=now, problem="", broken_at=None)
    elif outcome.is_lasting:
        if _settle(post, MailState.FAILED, now=now, problem=outcome.problem):
            _there(post).update(problem=outcome.problem, broken_at=now)
    elif post.attempts >= ATTEMPTS:
        _give_up(post, outcome.problem, now=now)
    else:
        pause = PAUSES[post.attempts - 1]
        _held(post).update(leased_until=None, retry_at=now + pause, problem=outcome.problem)
        _there(post).update(problem=outcome.problem)


def _give_up(post: ChatPost, problem: str, *, now: datetime) -> None:
    """Let one post go, too late or tried too often; the channel gets its next one."""
    if _settle(post, MailState.EXPIRED, now=now, problem=problem) and problem:
        _there(post).update(problem=problem)


def _settle(post: ChatPost, state: MailState, *, now: datetime, problem: str = "") -> bool:
    changes = {"leased_until": None, "retry_at": None, "problem": problem, "settled_at": now}
    return bool(_held(post).update(state=state, **changes))


def _held(post: ChatPost) -> QuerySet[ChatPost]:
    return ChatPost.objects.filter(
        pk=post.pk, state=MailState.WAITING, leased_until=post.leased_until
    )


def _there(post: ChatPost) -> QuerySet[ChatChannel]:
    """The channel, unless its address was changed meanwhile."""
    return ChatChannel.objects.filter(pk=post.channel_id, number=post.number)
