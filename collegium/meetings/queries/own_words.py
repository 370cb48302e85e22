"""What a member said in sessions: what was left of it, and every version of it in the logs."""

from collections.abc import Iterator, Mapping
from typing import Any

from collegium.domain.playbook import EventKind
from collegium.domain.playbook.taking_back import GONE, SPOKEN
from collegium.groups.own_words import Wrote
from collegium.groups.rooms import Hand
from collegium.meetings.models import Outcome, SessionEvent, SessionState

PARTS = ("when", "will", "text", "expected", "happened", "why", "next")  # of words, in order


def left_by(hand: Hand) -> tuple[Wrote, ...]:
    """What sessions left behind of a member's words, without what was taken back (1 query).

    A signed agreement stands where the group keeps its agreements, and not here.
    """
    rows = Outcome.objects.filter(group=hand.group, member=hand.member).select_related("session")
    found = (_left(row, hand.read(row, "body")) for row in rows.order_by("session__created_at"))
    return tuple(one for one in found if one and not all(it == GONE for it in one.words.values()))


def piles_named_by(hand: Hand) -> tuple[Wrote, ...]:
    """The names that a member gave to piles and has not taken back (1 query)."""
    rows = SessionEvent.objects.filter(group=hand.group, member=hand.member)
    over = rows.filter(session__state=SessionState.ENDED).select_related("session")
    named = (one for one in _said(hand, over.iterator()) if one.kind == EventKind.NAME_PILE)
    return tuple(one for one in named if not all(it == GONE for it in one.words.values()))


def said_by(hand: Hand) -> tuple[Wrote, ...]:
    """Everything a member ever wrote or gave in a session, each version (one query)."""
    rows = SessionEvent.objects.filter(group=hand.group, member=hand.member)
    return tuple(_said(hand, rows.select_related("session").order_by("at", "sequence").iterator()))


def words_in(body: Mapping[str, Any]) -> dict[str, str]:
    """The texts of what a session left behind, in the order in which they are read."""
    return {part: str(body[part]) for part in PARTS if body.get(part)}


def _left(row: Outcome, body: Mapping[str, Any]) -> Wrote | None:
    if row.kind == "agreement" and body.get("signed"):
        return None
    words = words_in(body)
    if not words:
        return None
    return Wrote(
        row.kind,
        row.pk,
        row.session.ended_at or row.session.created_at,
        words,
        cycle_id=row.session.cycle_id,
        session_id=row.session_id,
    )


def _said(hand: Hand, rows: Iterator[SessionEvent]) -> Iterator[Wrote]:
    for row in rows:
        body = hand.read(row, "body")
        data = body.get("data", {})
        words = {part: text for part, text in (data.get("words") or {}).items() if text}
        numbers = data.get("marks") or {}
        if body.get("kind") in SPOKEN and (words or numbers):
            yield Wrote(
                data.get("slot") or body["kind"],
                row.pk,
                row.at,
                words,
                cycle_id=row.session.cycle_id,
                session_id=row.session_id,
                numbers=numbers,
            )
