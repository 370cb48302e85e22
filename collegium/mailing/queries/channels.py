"""What channels of chats are to be told, and what their administrators see of them."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from collegium.domain.rhythm import USUAL, Kind
from collegium.domain.rhythm.channels import ChannelPost, posts_due
from collegium.groups.models import Group
from collegium.mailing.models import ChatChannel, ChatKind, ChatPost, ChatService, MailState
from collegium.people.models import Organisation
from collegium.people.queries.rhythm import usual_wishes
from collegium.practice.queries.months import months_under_way


@dataclass(frozen=True, slots=True)
class ChatDue:
    """One thing to tell one channel. Its key makes sure that it is told once."""

    channel: ChatChannel
    kind: ChatKind
    key: str
    due_at: datetime


@dataclass(frozen=True, slots=True)
class Channel:
    """What an administrator sees of a channel: never its address."""

    service: str
    ends_in: str
    kinds: frozenset[str]
    language: str
    time_zone: str
    country: str
    problem: str
    is_broken: bool
    told_at: datetime | None
    is_waiting: bool  # for a message that is on its way


def channel_of(organisation: Organisation) -> Channel | None:
    """The channel of an organisation, if it has one (2 queries)."""
    row = ChatChannel.objects.filter(organisation=organisation).first()
    if row is None:
        return None
    waiting = ChatPost.objects.filter(channel=row, number=row.number, state=MailState.WAITING)
    return Channel(
        service=str(ChatService(row.service).label),
        ends_in=row.ends_in,
        kinds=frozenset(row.kinds),
        language=row.language,
        time_zone=row.time_zone,
        country=row.country,
        problem=row.problem,
        is_broken=row.broken_at is not None,
        told_at=row.told_at,
        is_waiting=waiting.exists(),
    )


def chat_due(now: datetime) -> Iterator[ChatDue]:
    """What has come due and is not planned yet (1 query; 3 more at the hours of a post)."""
    channels = [one for one in ChatChannel.objects.filter(broken_at=None) if one.kinds]
    first = {(one.pk, post) for one in channels for post in _posts(one, now)}
    if not first:
        return
    practising = _groups_in_practice(now)
    found = [
        _due(one, post)
        for one in channels
        for post in _posts(one, now, groups=practising[one.organisation_id])
    ]
    known = ChatPost.objects.filter(key__in=[one.key for one in found])
    planned = set(known.values_list("key", flat=True))
    yield from (one for one in found if one.key not in planned)


def _posts(channel: ChatChannel, now: datetime, *, groups: int = 1_000) -> Iterator[ChannelPost]:
    """What is due, as if many practised unless `groups` says how many do."""
    return posts_due(
        USUAL,
        frozenset(Kind(one) for one in channel.kinds),
        groups=groups,
        wishes=usual_wishes(channel.country),
        zone=channel.time_zone,
        now=now,
    )


def _groups_in_practice(now: datetime) -> Counter[UUID]:
    """How many groups of each organisation are in the weeks between two sessions (2 queries)."""
    under_way = [
        month.group_id
        for month in months_under_way().values()
        if month.began < now and (month.session_two is None or now < month.session_two)
    ]
    rows = Group.objects.filter(pk__in=under_way).values_list("organisation", flat=True)
    return Counter(rows.order_by())


def _due(channel: ChatChannel, post: ChannelPost) -> ChatDue:
    kind = ChatKind(post.kind.value)
    return ChatDue(channel, kind, f"{kind}/{channel.pk}/{post.week.isoformat()}", post.at)
