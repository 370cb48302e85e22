"""Taking back what one wrote between sessions, one thing or all of it."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.db import transaction

from collegium.groups.models import Group
from collegium.groups.own_words import NotYoursError
from collegium.groups.rooms import Hand
from collegium.practice.actions.thread import empty_post
from collegium.practice.models import (
    CheckIn,
    Contacts,
    Goal,
    GoalStep,
    LogEntry,
    Plan,
    Post,
    SponsorNote,
    ThreadSeat,
    TipAnswer,
    Worksheet,
)
from collegium.practice.queries.own_words import notes_with, opened_note, without_part

# What goes as a whole: nothing that others wrote hangs on it.
WHOLE: Mapping[str, type[Plan | LogEntry | Worksheet | TipAnswer | Goal]] = {
    "changed_plan": Plan,
    "log": LogEntry,
    "worksheet": Worksheet,
    "tip": TipAnswer,
    "goal": Goal,
}


@transaction.atomic
def take_back_written(hand: Hand, kind: str, identity: UUID, *, now: datetime) -> None:
    """Take back one thing; nothing happens where it is gone. Raises NotYoursError for others'."""
    _nobody_answers(hand)
    if kind == "post":
        _take_post(hand, identity, now)
    elif kind == "note":
        _take_notes(hand, identity)
    elif kind in WHOLE:
        row = WHOLE[kind].objects.filter(pk=identity, group=hand.group).first()
        if row is not None and row.member_id != hand.member.pk:
            raise NotYoursError
        if row is not None:
            row.delete()
    else:
        raise NotYoursError


@transaction.atomic
def take_back_all_written(hand: Hand, *, now: datetime) -> None:
    """Take back everything a member wrote between sessions. What others answered stays."""
    _nobody_answers(hand)
    for model in WHOLE.values():
        model.objects.filter(group=hand.group, member=hand.member).delete()
    posts = Post.objects.filter(group=hand.group, member=hand.member)
    for identity in posts.order_by("-created_at").values_list("pk", flat=True):
        _take_post(hand, identity, now)
    _take_notes(hand)
    GoalStep.objects.filter(goal__group=hand.group, noted_by=hand.member).update(noted_by=None)
    CheckIn.objects.filter(group=hand.group, confirmed_by=hand.member).update(confirmed_by=None)
    Contacts.objects.filter(group=hand.group, pulse__member=hand.member).delete()
    SponsorNote.objects.filter(member=hand.member).delete()
    ThreadSeat.objects.filter(member=hand.member).delete()


def _nobody_answers(hand: Hand) -> None:
    """Wait for whoever answers a post: an answer that comes in between would go with it."""
    Group.objects.select_for_update(of=("self",), no_key=True).get(pk=hand.group.pk)


def _take_post(hand: Hand, identity: UUID, now: datetime) -> None:
    """As `thread.take_back` does, also for whoever has left."""
    post = Post.objects.filter(pk=identity, group=hand.group).select_related("parent").first()
    if post is None:
        return
    if post.member_id != hand.member.pk:
        raise NotYoursError
    empty_post(post, now=now)


def _take_notes(hand: Hand, identity: UUID | None = None) -> None:
    """Take their part out of the notes of talks, of all or of one."""
    talks = notes_with(hand)
    for talk in talks.filter(pk=identity) if identity else talks:
        CheckIn.objects.select_for_update().get(pk=talk.pk)  # the other may be writing
        talk.refresh_from_db(fields=["note"])
        note, others = opened_note(hand, talk)
        begins = talk.confirmed_by_id == hand.member.pk
        rest = without_part(note, hand.person.name, others, begins=begins)
        if rest != note:
            talk.note = rest
            talk.save(update_fields=["note"])
