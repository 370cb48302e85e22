"""Changing the board by hand, with a journal from which it can be undone."""

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from uuid import UUID, uuid4

from django.db import transaction
from django.db.models import Max

from collegium.audit.actions import Deed, note, note_all
from collegium.audit.verbs import Verb
from collegium.groups.actions.programmes import in_preparation
from collegium.groups.models import BoardChange, ChangeKind, Group, Member, Programme
from collegium.people.models import Person
from collegium.vault.rows import own_identity

type Seats = Mapping[UUID, UUID | None]


class BoardMoved(Exception):  # noqa: N818 - says what was found
    """The board is no longer as this step left it: formed anew, or changed by somebody else."""


@transaction.atomic
def change_board(
    programme: Programme,
    targets: Mapping[UUID, int | None],
    *,
    kind: ChangeKind,
    by: Person | None,
    once: UUID,
    now: datetime,
) -> BoardChange | None:
    """Put participants into the groups with these numbers, None for no group; write it down.

    The same `once` changes the board once; None where nobody had to move. What was undone
    before can be redone no longer. Raises `Group.DoesNotExist` for an unknown number,
    `Person.DoesNotExist` for who takes no part, NotInPreparation once the programme runs.
    """
    in_preparation(programme)
    once = own_identity(BoardChange, once, programme=programme)
    known = programme.board_changes.filter(pk=once).first()
    if known:
        return known
    if programme.participants.filter(person__in=targets).count() < len(targets):
        raise Person.DoesNotExist
    wanted = _groups_by_number(programme, targets)
    present = _seats_of(programme, targets)
    steps = {one: (present.get(one), to) for one, to in wanted.items() if present.get(one) != to}
    if not steps:
        return None
    _seat(programme, {one: to for one, (_, to) in steps.items()}, now)
    programme.board_changes.exclude(undone_at=None).delete()
    last = programme.board_changes.aggregate(last=Max("number"))["last"] or 0
    change = BoardChange.objects.create(
        pk=once,
        programme=programme,
        number=last + 1,
        kind=kind,
        steps=[[str(one), _text(old), _text(new)] for one, (old, new) in steps.items()],
        made_by=by,
        made_at=now,
    )
    _note_moves(programme, steps, by, now)
    return change


def move_person(
    programme: Programme,
    person: Person,
    *,
    to: int | None,
    in_exchange_for: Person | None = None,
    now: datetime,
    by: Person | None = None,
    once: UUID | None = None,
) -> BoardChange | None:
    """Put a participant into the group with this number, or into none; repeating changes nothing.

    The person of an exchange goes where the other came from, if they still sit in that group.
    Raises as `change_board` does.
    """
    places = {
        member.person_id: member.group.number
        for member in Member.objects.filter(
            group__programme=programme, person__in=[person, in_exchange_for or person]
        ).select_related("group")
    }
    targets: dict[UUID, int | None] = {person.pk: to}
    if in_exchange_for and places.get(in_exchange_for.pk) == to != places.get(person.pk):
        targets[in_exchange_for.pk] = places.get(person.pk)
    kind = ChangeKind.EXCHANGE if in_exchange_for else ChangeKind.MOVE
    return change_board(programme, targets, kind=kind, by=by, once=once or uuid4(), now=now)


@transaction.atomic
def undo_change(
    programme: Programme, change_id: UUID, *, now: datetime, by: Person | None = None
) -> BoardChange:
    """Take back the newest change; taken back already, it stays so.

    Raises BoardMoved where something else was done since, `BoardChange.DoesNotExist` for a
    foreign one, NotInPreparation once the programme runs.
    """
    in_preparation(programme)
    change = programme.board_changes.get(pk=change_id)
    if change.undone_at is None:
        newest = programme.board_changes.filter(undone_at=None).last()
        _turn(programme, change, newest, back=True, now=now)
        change.undone_at = now
        change.save(update_fields=["undone_at"])
        _note_moves(programme, (UUID(one) for one, _, _ in change.steps), by, now)
    return change


@transaction.atomic
def redo_change(
    programme: Programme, change_id: UUID, *, now: datetime, by: Person | None = None
) -> BoardChange:
    """Make a change again that was taken back last. Raises as `undo_change` does."""
    in_preparation(programme)
    change = programme.board_changes.get(pk=change_id)
    if change.undone_at is not None:
        oldest = programme.board_changes.exclude(undone_at=None).first()
        _turn(programme, change, oldest, back=False, now=now)
        change.undone_at = None
        change.save(update_fields=["undone_at"])
        _note_moves(programme, (UUID(one) for one, _, _ in change.steps), by, now)
    return change


@transaction.atomic
def pin_people(programme: Programme, persons: Collection[UUID], *, pinned: bool) -> int:
    """Let members of draft groups stay where they are when groups are formed anew, or not."""
    in_preparation(programme)
    places = Member.objects.filter(group__programme=programme, person__in=persons)
    return places.update(pinned=pinned)


@transaction.atomic
def describe_group(
    group: Group, *, name: str, facilitator: Person | None, by: Person | None = None
) -> None:
    """Name a group and say who supports it."""
    group.name, group.facilitator = name, facilitator
    group.save(update_fields=["name", "facilitator"])
    actor = by.pk if by else None
    note(Verb.GROUP_CHANGED, group.organisation_id, by=actor, subject=group.pk, group=group.pk)


def _note_moves(
    programme: Programme, persons: Iterable[UUID], by: Person | None, now: datetime
) -> None:
    actor = by.pk if by else None
    deeds = [Deed(Verb.PERSON_MOVED, by=actor, subject=one) for one in persons]
    note_all(programme.organisation_id, deeds, now=now)


def _turn(
    programme: Programme,
    change: BoardChange,
    turn: BoardChange | None,
    *,
    back: bool,
    now: datetime,
) -> None:
    """Walk the steps of a change back or forth, if it is its turn and all stand where they did."""
    if turn != change:
        raise BoardMoved(change.pk)
    seats = [(UUID(one), _uuid(old), _uuid(new)) for one, old, new in change.steps]
    here = {one: new if back else old for one, old, new in seats}
    there = {one: old if back else new for one, old, new in seats}
    groups = {group for group in there.values() if group}
    present = _seats_of(programme, here)
    if any(present.get(one) != group for one, group in here.items()):
        raise BoardMoved(change.pk)
    if programme.groups.filter(pk__in=groups).count() < len(groups):
        raise BoardMoved(change.pk)
    if programme.participants.filter(person__in=here).count() < len(here):
        raise BoardMoved(change.pk)
    _seat(programme, there, now)


def _groups_by_number(programme: Programme, targets: Mapping[UUID, int | None]) -> Seats:
    numbers = {number for number in targets.values() if number is not None}
    groups = dict(programme.groups.filter(number__in=numbers).values_list("number", "pk"))
    if len(groups) < len(numbers):
        raise Group.DoesNotExist
    return {one: None if to is None else groups[to] for one, to in targets.items()}


def _seats_of(programme: Programme, persons: Collection[UUID]) -> dict[UUID, UUID]:
    members = Member.objects.filter(group__programme=programme, person__in=list(persons))
    return dict(members.values_list("person_id", "group_id"))


def _seat(programme: Programme, seats: Seats, now: datetime) -> None:
    """Draft places move with their pin; nobody has been told of them."""
    places = Member.objects.filter(group__programme=programme, person__in=list(seats))
    places.filter(person__in=[one for one, group in seats.items() if group is None]).delete()
    standing = {member.person_id: member for member in places}
    for one, group in seats.items():
        if group and one in standing:
            standing[one].group_id = group
    Member.objects.bulk_update(standing.values(), ["group"])
    Member.objects.bulk_create(
        Member(group_id=group, person_id=one, joined_at=now)
        for one, group in seats.items()
        if group and one not in standing
    )


def _text(group: UUID | None) -> str | None:
    return str(group) if group else None


def _uuid(text: str | None) -> UUID | None:
    return UUID(text) if text else None
