"""Who may be told that something new was said in their group: counts, never words."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from collegium.domain.rhythm import USUAL
from collegium.domain.rhythm.digests import LOOK_BACK, Digest, digest
from collegium.groups.models import GroupState, Member
from collegium.people.queries.rhythm import wishes_of
from collegium.practice.models import News, Post, ThreadSeat


@dataclass(frozen=True, slots=True)
class ThreadNews:
    """That others said `count` new things in a group. One a day at most: `day` is the member's."""

    person_id: UUID
    organisation_id: UUID
    group_id: UUID
    day: date
    count: int
    due_at: datetime


@dataclass(frozen=True, slots=True)
class _Sign:
    """That a post was written, by whom and when, and when the one it answers was."""

    member: UUID
    at: datetime
    above: datetime


def thread_news(now: datetime) -> tuple[ThreadNews, ...]:
    """The news that may go out at `now` (one query where nothing was said, else five)."""
    said = _said_since(now - timedelta(days=LOOK_BACK + 1))
    if not said:
        return ()
    members = Member.objects.filter(
        group__in=said, group__state=GroupState.MEETING, left_at=None, person__is_active=True
    )
    return _news_of(list(members.select_related("person").order_by("id")), said, now)


def news_for(member: Member, now: datetime) -> ThreadNews | None:
    """The same for one member: asked again when the mail is written (four queries)."""
    said = _said_since(now - timedelta(days=LOOK_BACK + 1), member.group_id)
    return next(iter(_news_of([member], said, now)), None)


def _news_of(
    members: list[Member], said: Mapping[UUID, list[_Sign]], now: datetime
) -> tuple[ThreadNews, ...]:
    seats = {one.member_id: one for one in ThreadSeat.objects.filter(member__in=members)}
    wishes = wishes_of({one.person_id: one.person.country for one in members})
    found = []
    for one in members:
        seat = seats.get(one.pk) or ThreadSeat(member=one)
        want = wishes[one.person_id]
        weekly = want.weekly or seat.news == News.WEEKLY
        due = digest(USUAL, want, now, zone=one.person.time_zone, weekly=weekly)
        if due is None or seat.news == News.NEVER:
            continue
        if count := _new(said.get(one.group_id, ()), one, due, seat.seen_at):
            found.append(_news(one, due, count))
    return tuple(found)


def _said_since(moment: datetime, group: UUID | None = None) -> Mapping[UUID, list[_Sign]]:
    rows = Post.objects.filter(created_at__gt=moment, taken_back_at=None).order_by()
    if group is not None:
        rows = rows.filter(group=group)
    found: dict[UUID, list[_Sign]] = defaultdict(list)
    for place, member, at, above in rows.values_list(
        "group", "member", "created_at", "parent__created_at"
    ):
        found[place].append(_Sign(member, at, above or at))
    return found


def _new(said: Iterable[_Sign], to: Member, due: Digest, seen: datetime | None) -> int:
    since = max(due.since, seen or due.since)
    return sum(
        since < one.at <= due.until and one.above >= to.joined_at and one.member != to.pk
        for one in said
    )


def _news(member: Member, due: Digest, count: int) -> ThreadNews:
    return ThreadNews(
        person_id=member.person_id,
        organisation_id=member.person.organisation_id,
        group_id=member.group_id,
        day=due.day,
        count=count,
        due_at=due.until,
    )
