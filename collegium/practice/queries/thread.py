"""The group's thread as one of its members sees it."""

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.core.paginator import Paginator
from django.db.models import Prefetch, Q, QuerySet

from collegium.groups.rooms import Room
from collegium.practice.models import News, Post, ThreadSeat
from collegium.practice.queries.visible import posts_for

ON_A_PAGE = 10


@dataclass(frozen=True, slots=True, repr=False)
class PostView:
    """One post, opened; of one that was taken back only its place."""

    id: UUID
    author: str
    mine: bool
    asks: bool
    text: str
    helped: str
    would_try: str
    written: datetime
    changed: datetime | None
    taken_back: bool
    new: bool  # since the member was last here
    replies: tuple["PostView", ...] = ()

    @property
    def is_feedback(self) -> bool:
        """Whether it says what helped and what its author would try."""
        return bool(self.helped or self.would_try)


@dataclass(frozen=True, slots=True)
class Thread:
    """One page of the thread, the latest post first."""

    posts: tuple[PostView, ...]
    page: int
    pages: int
    news: News


def thread_of(room: Room, *, page: int = 1) -> Thread:
    """A page of the thread; the last one for a number that is too high (four queries, the key)."""
    seat = _seat(room)
    rows = _with_replies(posts_for(room)).order_by("-created_at", "id")
    found = Paginator(rows, ON_A_PAGE).get_page(page)
    return Thread(
        posts=tuple(_opened(room, row, seat.seen_at) for row in found.object_list),
        page=found.number,
        pages=found.paginator.num_pages,
        news=News(seat.news),
    )


def post_of(room: Room, post_id: UUID) -> PostView:
    """One post with its answers; raises `Post.DoesNotExist` for what the member cannot see."""
    return _opened(room, _with_replies(posts_for(room)).get(pk=post_id), _seat(room).seen_at)


def my_post(room: Room, post_id: UUID) -> PostView:
    """A post or an answer of one's own; raises `Post.DoesNotExist` for any other."""
    own = Post.objects.filter(group=room.group, member=room.member, taken_back_at=None)
    return _opened(room, _with_replies(own).get(pk=post_id), None)


def unseen(room: Room) -> int:
    """How much others said since the member was last in the thread (two queries)."""
    return unseen_in([room])[room.member.pk]


def unseen_in(rooms: Collection[Room]) -> Mapping[UUID, int]:
    """The same for each room, by member id (two queries)."""
    seats = ThreadSeat.objects.filter(member__in=[room.member for room in rooms])
    seen = {seat.member_id: seat.seen_at for seat in seats}
    new = Q(pk__in=())
    for room in rooms:
        since = room.member.joined_at
        fresh = Q(group=room.group, created_at__gte=since) & ~Q(member=room.member)
        fresh &= Q(parent=None) | Q(parent__created_at__gte=since)
        if at := seen.get(room.member.pk):
            fresh &= Q(created_at__gt=at)
        new |= fresh
    said = Counter(Post.objects.filter(new, taken_back_at=None).values_list("group", flat=True))
    return {room.member.pk: said[room.group.pk] for room in rooms}


def _seat(room: Room) -> ThreadSeat:
    return ThreadSeat.objects.filter(member=room.member).first() or ThreadSeat(member=room.member)


def _with_replies(posts: QuerySet[Post]) -> QuerySet[Post]:
    replies = Post.objects.select_related("member__person").order_by("created_at", "id")
    return posts.select_related("member__person").prefetch_related(Prefetch("replies", replies))


def _opened(room: Room, row: Post, seen: datetime | None) -> PostView:
    mine = row.member_id == room.member.pk
    is_reply = row.parent_id is not None
    return PostView(
        id=row.pk,
        author=row.member.person.name,
        mine=mine,
        asks=row.asks,
        text=room.read(row, "text"),
        helped=room.read(row, "helped"),
        would_try=room.read(row, "would_try"),
        written=row.created_at,
        changed=row.changed_at,
        taken_back=row.taken_back_at is not None,
        new=not mine and seen is not None and row.created_at > seen,
        replies=()
        if is_reply
        else tuple(_opened(room, reply, seen) for reply in row.replies.all()),
    )
