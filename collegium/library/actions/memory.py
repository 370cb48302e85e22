"""What members do with their group's memory: say what became of plans, open cycles, take back."""

from datetime import datetime
from uuid import UUID, uuid5

from django.db import transaction

from collegium.domain.memory import Fate
from collegium.domain.playbook import EventKind
from collegium.groups.actions.own_words import (
    forget_in_groups,
    leave_nobody,
    take_back_agreement,
)
from collegium.groups.actions.turns import take_turn
from collegium.groups.models import Cycle, Group, Member
from collegium.groups.own_words import NotYoursError
from collegium.groups.queries.hands import hand_of
from collegium.groups.queries.own_words import AGREEMENT
from collegium.groups.rooms import Hand, Room
from collegium.library.actions.senses import forget_senses
from collegium.library.models import (
    Consent,
    DraftState,
    Opening,
    OpeningYes,
    PlanFate,
    Review,
    Story,
    StoryDraft,
    TechniqueResult,
)
from collegium.library.queries.memory.openings import took_part, was_there
from collegium.library.queries.memory.own_words import one_by
from collegium.library.queries.memory.record import LETTERS
from collegium.meetings.actions.own_words import (
    take_back_agreed,
    take_back_all,
    take_back_outcome,
    take_back_pile,
)
from collegium.meetings.models import Outcome
from collegium.practice.actions.own_words import (
    take_back_all_written,
    take_back_written,
)
from collegium.vault.models import Buried
from collegium.vault.tombstones import bury


@transaction.atomic
def say_fate(room: Room, cycle_id: UUID, fate: Fate | None, *, now: datetime) -> None:
    """Say what became of one's own plan of a cycle; said again, the later word stands.

    None takes the word back. Raises `Cycle.DoesNotExist` for another group's.
    """
    cycle = Cycle.objects.get(pk=cycle_id, group=room.group)
    take_turn(room)
    row = PlanFate.objects.filter(cycle=cycle, member=room.member).first()
    if fate is None:
        if row is not None:
            row.delete()
        return
    letter = next(one for one, meant in LETTERS.items() if meant is fate)
    row = row or PlanFate(
        pk=uuid5(cycle.pk, str(room.member.pk)), group=room.group, cycle=cycle, member=room.member
    )
    row.said, row.said_at = letter, now
    row.save()


@transaction.atomic
def open_cycle(hand: Hand, cycle_id: UUID, *, agrees: bool, now: datetime) -> None:
    """Agree that a cycle is read by those who joined later, the first time by asking; or not.

    Only who was there has a say. A no closes the cycle at once. Raises `Cycle.DoesNotExist` for a
    cycle of another group or another time.
    """
    Group.objects.select_for_update(of=("self",)).get(pk=hand.group.pk)
    cycle = Cycle.objects.get(pk=cycle_id, group=hand.group)
    if not was_there(hand.member, cycle, took_part([cycle])):
        raise Cycle.DoesNotExist
    if not agrees:
        OpeningYes.objects.filter(opening__cycle=cycle, member=hand.member).delete()
        return
    asked = {"asked_by": hand.member, "asked_at": now}
    opening, _ = Opening.objects.get_or_create(cycle=cycle, defaults=asked)
    OpeningYes.objects.get_or_create(opening=opening, member=hand.member, defaults={"said_at": now})


@transaction.atomic
def take_back(room: Room, kind: str, identity: UUID, *, now: datetime) -> None:
    """Take one thing that the member wrote out of the group, wherever it stands.

    Nothing happens where it is gone. Raises NotYoursError for what others wrote or stand by, and
    SessionRunsError while its session runs.
    """
    take_back_by(hand_of(room), kind, identity, now=now)
    bury(Buried.WORDS, identity, what=kind, member=room.member.pk)


@transaction.atomic
def take_back_by(hand: Hand, kind: str, identity: UUID, *, now: datetime) -> None:
    """The same for a hand, when a backup has brought back what was taken back."""
    if kind == AGREEMENT and not Outcome.objects.filter(pk=identity).exists():
        found = one_by(hand, kind, identity)
        take_back_agreement(hand, identity)
        if found:
            take_back_agreed(hand, found.words["text"])
    elif kind == EventKind.NAME_PILE:
        take_back_pile(hand, identity)
    elif kind in ("story", "review"):
        _take_back_here(hand, kind, identity)
    elif Outcome.objects.filter(pk=identity, kind=kind, group=hand.group).exists():
        take_back_outcome(hand, identity)
        forget_senses(hand.group.pk, identity)
    else:
        take_back_written(hand, kind, identity, now=now)


@transaction.atomic
def be_forgotten(hand: Hand, *, now: datetime) -> None:
    """Take back every word of a member and let their place be nobody's, also after they left.

    Whoever still sits in the group leaves it. Raises SessionRunsError while a session runs.
    """
    forget_place(hand, now=now)
    bury(Buried.PLACE, hand.member.pk)


@transaction.atomic
def forget_place(hand: Hand, *, now: datetime) -> None:
    """The same as a part of something greater, which remembers by itself that it is gone."""
    # first: whoever writes takes a turn, so nothing of theirs comes after
    Member.objects.select_for_update(of=("self",), no_key=True).get(pk=hand.member.pk)
    take_back_all(hand)
    take_back_all_written(hand, now=now)
    forget_in_groups(hand)
    Story.objects.filter(draft__group=hand.group, draft__author=hand.member).delete()
    StoryDraft.objects.filter(group=hand.group, author=hand.member).delete()
    Review.objects.filter(group=hand.group, member=hand.member).delete()
    TechniqueResult.objects.filter(member=hand.member).delete()
    PlanFate.objects.filter(group=hand.group, member=hand.member).delete()
    forget_senses(hand.group.pk)
    OpeningYes.objects.filter(member=hand.member).delete()
    _agree_to_nothing(hand, now)
    leave_nobody(hand, now=now)


def _agree_to_nothing(hand: Hand, now: datetime) -> None:
    """Whoever can no longer take a yes back has not given it: as a late no to every story."""
    asked = Consent.objects.filter(member=hand.member).exclude(given=False)
    drafts = StoryDraft.objects.filter(pk__in=asked.values("draft")).order_by("pk")
    for draft in drafts.select_for_update():
        Story.objects.filter(draft=draft).delete()
        if draft.state == DraftState.PUBLISHED:
            draft.state = DraftState.ASKING
            draft.save(update_fields=["state", "changed_at"])
    asked.update(given=False, answered_at=now)


def _take_back_here(hand: Hand, kind: str, identity: UUID) -> None:
    if kind == "story":
        draft = StoryDraft.objects.filter(pk=identity, group=hand.group).first()
        if draft and draft.author_id != hand.member.pk:
            raise NotYoursError
        Story.objects.filter(draft=draft).delete()
        if draft:
            draft.delete()
        return
    review = Review.objects.filter(pk=identity, group=hand.group).first()
    if review and review.member_id != hand.member.pk:
        raise NotYoursError
    if review:
        review.delete()
