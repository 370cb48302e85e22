"""What a member wrote between sessions, whoever else may read it."""

from collections.abc import Collection, Iterator

from django.db.models import Q, QuerySet

from collegium.groups.own_words import Wrote
from collegium.groups.rooms import Hand
from collegium.practice.models import (
    CheckIn,
    Goal,
    LogEntry,
    Plan,
    Post,
    TipAnswer,
    Worksheet,
)

PARTED = "\n\n"


def wrote_in_practice(hand: Hand) -> tuple[Wrote, ...]:
    """Plans, log entries, sheets, answers, goals, posts and notes of talks (nine queries)."""
    return (
        *_plans(hand),
        *_entries(hand),
        *_sheets(hand),
        *_answers(hand),
        *_goals(hand),
        *_posts(hand),
        *_notes(hand),
    )


def own_part(note: str, mine: str, others: Collection[str], *, begins: bool) -> str:
    """Which paragraphs of a shared note are by `mine`: those after their name, up to another's.

    What stands before any name is theirs where the note `begins` with them. A name of which
    the first or last word is another's is taken for an earlier one of theirs.
    """
    parts = _parted(note, mine, others, begins=begins)
    return PARTED.join(paragraph for paragraph, is_mine in parts if is_mine)


def without_part(note: str, mine: str, others: Collection[str], *, begins: bool) -> str:
    """The rest of a shared note."""
    parts = _parted(note, mine, others, begins=begins)
    return PARTED.join(paragraph for paragraph, is_mine in parts if not is_mine)


def notes_with(hand: Hand) -> QuerySet[CheckIn]:
    """The talks in whose notes a member may have written."""
    mine = Q(readers=hand.member) | Q(confirmed_by=hand.member)
    written = CheckIn.objects.filter(mine, group=hand.group).distinct()
    return written.prefetch_related("readers__person")


def opened_note(hand: Hand, row: CheckIn) -> tuple[str, list[str]]:
    """A shared note, and the names of the others who may have written in it."""
    readers = list(row.readers.all())
    together = [
        *(one.pk for one in readers),
        *([row.confirmed_by_id] if row.confirmed_by_id else []),
    ]
    note = hand.read(row, "note", together=together)
    return note, [one.person.name for one in readers if one.pk != hand.member.pk]


def _parted(
    note: str, mine: str, others: Collection[str], *, begins: bool
) -> Iterator[tuple[str, bool]]:
    """The paragraphs of a note, each with whether it is by `mine`."""
    is_mine = begins
    for paragraph in note.split(PARTED) if note else ():
        if writer := _named(paragraph, (mine, *others)) or _named_before(paragraph, mine, others):
            is_mine = writer == mine
        yield paragraph, is_mine


def _named(paragraph: str, names: Collection[str]) -> str:
    return next((name for name in names if paragraph.startswith(f"{name}: ")), "")


def _named_before(paragraph: str, mine: str, others: Collection[str]) -> str:
    """Which of the others stands before a paragraph under an earlier name, as far as one sees."""
    before, colon, _ = paragraph.partition(": ")
    if not colon or _alike(before, mine):
        return ""
    return next((name for name in others if _alike(before, name)), "")


def _alike(one: str, other: str) -> bool:
    """Whether two full names have the first or the last word in common."""
    words, others = one.split(), other.split()
    several = len(words) > 1 and len(others) > 1
    return several and (words[0] == others[0] or words[-1] == others[-1])


def _plans(hand: Hand) -> Iterator[Wrote]:
    for row in Plan.objects.filter(group=hand.group, member=hand.member):
        words = {part: hand.read(row, part) for part in ("when", "will")}
        yield Wrote("changed_plan", row.pk, row.created_at, words, cycle_id=row.cycle_id)


def _entries(hand: Hand) -> Iterator[Wrote]:
    for row in LogEntry.objects.filter(group=hand.group, member=hand.member):
        words = {part: hand.read(row, part) for part in ("did", "happened", "learned")}
        numbers = {"attempts": row.attempts} | ({} if row.sure is None else {"sure": row.sure})
        at, cycle = row.created_at, row.cycle_id
        yield Wrote("log", row.pk, at, _said(words), cycle_id=cycle, numbers=numbers)


def _sheets(hand: Hand) -> Iterator[Wrote]:
    rows = Worksheet.objects.filter(group=hand.group, member=hand.member)
    for row in rows.select_related("buddies"):
        words = {part: hand.read(row, part) for part in ("tried", "stuck", "moment", "step")}
        cycle = row.buddies.cycle_id
        yield Wrote("worksheet", row.pk, row.created_at, _said(words), cycle_id=cycle)


def _answers(hand: Hand) -> Iterator[Wrote]:
    for row in TipAnswer.objects.filter(group=hand.group, member=hand.member):
        words = {"text": hand.read(row, "text")}
        yield Wrote("tip", row.pk, row.created_at, words, cycle_id=row.cycle_id)


def _goals(hand: Hand) -> Iterator[Wrote]:
    goals = Goal.objects.filter(group=hand.group, member=hand.member).prefetch_related("steps")
    for row in goals:
        words = {part: hand.read(row, part) for part in ("sentence", "unit")}
        steps = {step.on.isoformat(): step.value for step in row.steps.all()}
        numbers = {"start": row.start, "target": row.target, **steps}
        at, cycle = row.created_at, row.cycle_id
        yield Wrote("goal", row.pk, at, words, cycle_id=cycle, numbers=numbers)


def _posts(hand: Hand) -> Iterator[Wrote]:
    rows = Post.objects.filter(group=hand.group, member=hand.member, taken_back_at=None)
    for row in rows:
        words = {part: hand.read(row, part) for part in ("text", "helped", "would_try")}
        yield Wrote("post", row.pk, row.created_at, _said(words))


def _notes(hand: Hand) -> Iterator[Wrote]:
    for row in notes_with(hand).select_related("buddies"):
        note, others = opened_note(hand, row)
        begins = row.confirmed_by_id == hand.member.pk
        if mine := own_part(note, hand.person.name, others, begins=begins):
            cycle = row.buddies.cycle_id
            yield Wrote("note", row.pk, row.created_at, {"text": mine}, cycle_id=cycle)


def _said(words: dict[str, str]) -> dict[str, str]:
    return {part: text for part, text in words.items() if text}
