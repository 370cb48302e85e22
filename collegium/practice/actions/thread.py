"""What a group says between its sessions."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from collegium.groups.actions.turns import take_turn
from collegium.groups.models import Group
from collegium.groups.rooms import Room
from collegium.practice.models import News, Post, ThreadSeat
from collegium.practice.queries.visible import posts_for
from collegium.vault.models import Buried
from collegium.vault.rows import own_identity
from collegium.vault.tombstones import bury


@dataclass(frozen=True, slots=True)
class Said:
    """The words of a post: a text, or the two parts of feedback."""

    text: str = ""
    helped: str = ""
    would_try: str = ""


@transaction.atomic
def say(room: Room, *, once: UUID, said: Said, asks: bool = False, now: datetime) -> Post:
    """Say something to the whole group, perhaps asking for feedback; the same `once` says it once.

    Who says something has seen what was there.
    """
    take_turn(room)
    post = _post(room, once, said, asks=asks, parent=None, now=now)
    mark_seen(room, now=now)
    return post


@transaction.atomic
def reply(room: Room, post_id: UUID, *, once: UUID, said: Said, now: datetime) -> Post:
    """Answer a post; raises `Post.DoesNotExist` for one that the member cannot see or answer."""
    take_turn(room)
    _one_at_a_time(room)
    parent = posts_for(room).get(pk=post_id, taken_back_at=None)
    return _post(room, once, said, asks=False, parent=parent, now=now)


@transaction.atomic
def change_post(room: Room, post_id: UUID, *, said: Said, now: datetime) -> Post:
    """Change one's own post; raises `Post.DoesNotExist` for anybody else's."""
    rows = Post.objects.select_for_update(of=("self",))
    post = rows.get(pk=post_id, group=room.group, member=room.member, taken_back_at=None)
    if said != Said(*(room.read(post, part) for part in Said.__dataclass_fields__)):
        _fill(post, said)
        post.changed_at = now
        post.save()
    return post


@transaction.atomic
def take_back(room: Room, post_id: UUID, *, now: datetime) -> None:
    """Delete the words of one's own post; nothing happens where they are gone already.

    What others answered stays, below an empty place. Raises `Post.DoesNotExist` for anybody
    else's post.
    """
    _one_at_a_time(room)
    post = Post.objects.filter(pk=post_id, group=room.group).select_related("parent").first()
    if post is None:
        return
    if post.member_id != room.member.pk:
        raise Post.DoesNotExist
    empty_post(post, now=now)
    bury(Buried.WORDS, post_id, what="post", member=room.member.pk)


def empty_post(post: Post, *, now: datetime) -> None:
    """Delete a post, or its words alone where others answered; an empty place goes with its last.

    Whoever calls has made sure that it is theirs.
    """
    if post.replies.exists():
        _fill(post, Said())
        post.taken_back_at = post.taken_back_at or now
        post.save()
        return
    post.delete()
    above = post.parent
    if above is not None and above.taken_back_at and not above.replies.exists():
        above.delete()


@transaction.atomic
def mark_seen(room: Room, *, now: datetime) -> None:
    """Remember up to when a member has seen the thread."""
    ThreadSeat.objects.update_or_create(member=room.member, defaults={"seen_at": now})


@transaction.atomic
def follow(room: Room, news: News) -> None:
    """Choose how often to hear by mail that there is something new."""
    ThreadSeat.objects.update_or_create(member=room.member, defaults={"news": news})


def _one_at_a_time(room: Room) -> None:
    """Nobody answers a post while its author takes it back."""
    Group.objects.select_for_update(of=("self",)).get(pk=room.group.pk)


def _post(
    room: Room, once: UUID, said: Said, *, asks: bool, parent: Post | None, now: datetime
) -> Post:
    once = own_identity(Post, once, member=room.member)
    found = Post.objects.filter(pk=once, member=room.member).first()
    if found is not None:
        return found
    post = Post(
        pk=once, group=room.group, member=room.member, parent=parent, asks=asks, created_at=now
    )
    _fill(post, said)
    post.save()
    return post


def _fill(post: Post, said: Said) -> None:
    post.text, post.helped, post.would_try = said.text, said.helped, said.would_try
