"""The watch: notices come and go with the roster; a lead leaves them, settles them, or moves."""

from collections.abc import Iterable
from contextlib import suppress
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from collegium.audit.actions import Deed, note_all
from collegium.audit.verbs import Verb
from collegium.domain.composition import Unsolvable
from collegium.groups.actions.adjusting import move_person
from collegium.groups.actions.leaving import end_membership
from collegium.groups.actions.seating import seat
from collegium.groups.models import (
    Group,
    Member,
    Notice,
    NoticeState,
    Programme,
    ProgrammeState,
)
from collegium.groups.queries.graceful import WayOut
from collegium.groups.queries.watch import (
    Breach,
    breaches_of,
    notices_mended,
    programmes_to_watch,
)
from collegium.people.models import Person


def watch_groups(now: datetime) -> int:
    """Check the groups of every programme whose roster has changed; how many programmes.

    Two queries where nothing has changed.
    """
    mended = list(notices_mended().values_list("pk", flat=True))
    if mended:
        _settle(Notice.objects.filter(pk__in=mended), NoticeState.GONE, now)
    programmes = list(programmes_to_watch())
    for programme in programmes:
        watch(programme, now=now)
    return len(programmes)


@transaction.atomic
def watch(programme: Programme, *, now: datetime) -> None:
    """Note what the present roster newly breaks; close what is gone. Once for each roster.

    What was noticed before is never noticed again: it is open, settled, or, where it went and
    came back, opened quietly. A roster that contradicts itself changes nothing.
    """
    locked = (
        Programme.objects.select_for_update(of=("self",))
        .select_related("organisation")
        .get(pk=programme.pk)
    )
    version = locked.organisation.roster_version
    if locked.watched == version:
        return
    with suppress(Unsolvable):  # the board names the fault; the next roster is looked at again
        _note(locked, breaches_of(locked), version, now)
    locked.watched = version
    locked.save(update_fields=["watched"])


def _note(programme: Programme, breaches: Iterable[Breach], version: int, now: datetime) -> None:
    standing = {breach.key: breach for breach in breaches}
    known = dict(programme.notices.values_list("key", "state"))
    Notice.objects.bulk_create(
        _notice(programme, breach, version, now)
        for key, breach in standing.items()
        if key not in known
    )
    gone = [key for key, state in known.items() if key not in standing]
    _settle(programme.notices.filter(key__in=gone, state=NoticeState.OPEN), NoticeState.GONE, now)
    back = programme.notices.filter(key__in=list(standing), state=NoticeState.GONE)
    back.update(state=NoticeState.OPEN, settled_at=None)


def _notice(programme: Programme, breach: Breach, version: int, now: datetime) -> Notice:
    return Notice(
        programme=programme,
        group_id=breach.group_id,
        key=breach.key,
        rule=breach.rule,
        first_id=breach.first,
        second_id=breach.second,
        found=breach.found,
        limit=breach.limit,
        roster_version=version,
        noticed_at=now,
    )


@transaction.atomic
def accept_standing(programme: Programme, *, by: Person, now: datetime) -> None:
    """What stands in groups at their publication was seen by the lead, who let it be."""
    try:
        standing = breaches_of(programme)
    except Unsolvable:
        return
    _settle(programme.notices.filter(state=NoticeState.OPEN), NoticeState.LEFT, now, by)
    version = programme.organisation.roster_version
    notices = [_notice(programme, breach, version, now) for breach in standing]
    for notice in notices:
        notice.state, notice.settled_at, notice.settled_by = NoticeState.LEFT, now, by
    Notice.objects.bulk_create(notices, ignore_conflicts=True)


def settle_notice(notice: Notice, state: NoticeState, *, by: Person, now: datetime) -> None:
    """Leave it as it is, or say that it is done; what is settled already stays so."""
    mine = Notice.objects.filter(pk=notice.pk, state=NoticeState.OPEN)
    _settle(mine, state, now, by)


@transaction.atomic
def take_way_out(notice: Notice, way: WayOut, *, by: Person, now: datetime) -> None:
    """Make an offered move, in drafts as on the board, among groups that meet by a new place.

    Nothing happens where the notice is settled already. Raises `Group.DoesNotExist` where
    the groups are no longer as they were.
    """
    programme = Programme.objects.select_for_update().get(pk=notice.programme_id)
    if not programme.notices.filter(pk=notice.pk, state=NoticeState.OPEN).exists():
        return
    deeds: list[Deed] = []
    if programme.state == ProgrammeState.DRAFT:
        move_person(
            programme, way.person, to=way.to.number, in_exchange_for=way.partner, now=now, by=by
        )
    else:
        moved = _transfer(programme, way, now)
        deeds = [Deed(Verb.PERSON_PLACED, by=by.pk, subject=a, group=b) for a, b in moved]
    settle_notice(notice, NoticeState.DONE, by=by, now=now)
    note_all(programme.organisation_id, deeds, now=now)


def _transfer(programme: Programme, way: WayOut, now: datetime) -> list[tuple[UUID, UUID]]:
    """New places in groups that meet; the old ones end, and with them what they open.

    Returns who sits in which group now.
    """
    places = Member.objects.select_for_update(of=("self",)).filter(
        group__programme=programme, left_at=None
    )
    old = places.filter(person=way.person).select_related("group").first()
    theirs = places.filter(person=way.partner, group=way.to).first() if way.partner else None
    if old is None or old.group_id == way.to.pk or (way.partner and theirs is None):
        raise Group.DoesNotExist
    _begin_anew(old, way.to, now)
    if theirs:
        _begin_anew(theirs, old.group, now)
    moved = [(old.person_id, way.to.pk)]
    return [*moved, (theirs.person_id, old.group_id)] if theirs else moved


def _begin_anew(old: Member, group: Group, now: datetime) -> None:
    end_membership(old, now=now, moves=True)
    seat(group.pk, old.person_id, now=now)


def _settle(
    notices: QuerySet[Notice], state: NoticeState, now: datetime, by: Person | None = None
) -> None:
    notices.update(state=state, settled_at=now, settled_by=by)
