"""Taking back what one said in sessions that are over: out of the logs and out of what they left.

The sealed bodies are written anew, so that the words are really gone. The log still means the same
to all but for the words (`domain.playbook.taking_back`).
"""

from collections.abc import Collection, Iterable, Mapping
from typing import Any
from uuid import UUID

from django.db import transaction

from collegium.domain.playbook import EventKind
from collegium.domain.playbook.taking_back import (
    GONE,
    Spoken,
    behind,
    spoken,
    taken_out,
    texts_of,
    without_words,
)
from collegium.groups.own_words import NotYoursError
from collegium.groups.rooms import Hand
from collegium.meetings.models import Outcome, Session, SessionEvent, SessionState
from collegium.meetings.queries.own_words import words_in
from collegium.vault import keyring
from collegium.vault.fields import read

type Rows = Mapping[str, tuple[SessionEvent, dict[str, Any]]]  # by key, with their bodies


class SessionRunsError(Exception):
    """A session of the group is under way; there one withdraws what one wrote."""


@transaction.atomic
def take_back_outcome(hand: Hand, outcome_id: UUID) -> None:
    """Take back one thing that a session left behind; nothing happens where it is gone.

    Raises NotYoursError for somebody else's and for an agreement that others signed,
    SessionRunsError while its session runs.
    """
    row = Outcome.objects.filter(group=hand.group, pk=outcome_id).first()
    if row is None:
        return
    if row.member_id != hand.member.pk:
        raise NotYoursError
    body = hand.read(row, "body")
    if _others_signed(row, body, hand):
        raise NotYoursError
    _take_back(hand, row.session_id, row.kind, words_in(body))


@transaction.atomic
def take_back_pile(hand: Hand, event_id: UUID) -> None:
    """Take back a name that the member gave to a pile; nothing happens where it is gone.

    Raises NotYoursError for whatever else, SessionRunsError while its session runs.
    """
    row = SessionEvent.objects.filter(group=hand.group, pk=event_id).first()
    if row is None:
        return
    if row.member_id != hand.member.pk:
        raise NotYoursError
    _lock(row.session_id)
    rows = _events(hand, row.session_id)
    named = [one for one in _spoken(rows) if one.key == str(row.key)]
    if [one.kind for one in named] != [EventKind.NAME_PILE]:
        raise NotYoursError
    _silence(rows, {one.key for one in named})
    _empty(hand, row.session_id, texts_of(named) - {GONE}, only=("name_pile", {}))


@transaction.atomic
def take_back_agreed(hand: Hand, text: str) -> None:
    """Take an agreement that the member alone stood by out of the sessions it was made in."""
    rows = Outcome.objects.filter(group=hand.group, member=hand.member, kind="agreement")
    for row in rows:
        if hand.read(row, "body")["text"] == text:
            _take_back(hand, row.session_id, row.kind, {"text": text})


@transaction.atomic
def take_back_all(hand: Hand) -> None:
    """Take back every word of a member in every session; what others signed stays.

    Raises SessionRunsError while a session of the group runs.
    """
    for session in Session.objects.filter(group=hand.group).order_by("pk"):
        _lock(session.pk)
        rows = _events(hand, session.pk)
        said = _spoken(rows)
        stays = _staying(hand, session.pk)
        gone = [one for one in said if not _is_agreement_of(one, said, stays)]
        _silence(rows, {one.key for one in gone})
        _empty(hand, session.pk, texts_of(gone) - stays, only=None)


def _take_back(hand: Hand, session_id: UUID, kind: str, gone: Mapping[str, str]) -> None:
    _lock(session_id)
    rows = _events(hand, session_id)
    mine = Outcome.objects.filter(session=session_id, member=hand.member).exclude(kind="roles")
    left = [(row.kind, words_in(hand.read(row, "body"))) for row in mine]
    kept = [words for its_kind, words in left if (its_kind, words) != (kind, dict(gone))]
    _silence(rows, behind(_spoken(rows), gone, kept))
    _empty(hand, session_id, frozenset(gone.values()), only=(kind, gone))


def _empty(
    hand: Hand,
    session_id: UUID,
    texts: Collection[str],
    *,
    only: tuple[str, Mapping[str, str]] | None,
) -> None:
    """Take texts out of what a session left: one's own rows, all or those that say the same.

    In rows that speak for all, a pile's name and what was chosen by it, wherever they stand.
    """
    key = keyring.key_of(hand.group.pk)
    for row in Outcome.objects.filter(session=session_id).exclude(kind="roles"):
        body: dict[str, Any] = read(row, "body", key=key)
        mine = row.member_id == hand.member.pk
        if mine and (only is None or (row.kind, words_in(body)) == (only[0], dict(only[1]))):
            if _others_signed(row, body, hand):
                continue
            parts = set(words_in(body)) | ({"pile"} if body.get("pile") in texts else set())
        else:
            parts = {"pile"} if row.member_id else {"text"}
        changed = body | taken_out({one: body.get(one) for one in parts if one in body}, texts)
        if mine and only is None:
            changed |= dict.fromkeys(words_in(body), GONE)
        if changed != body:
            row.body = changed
            row.save(update_fields=["body"])


def _silence(rows: Rows, keys: Collection[str]) -> None:
    for key in keys:
        row, body = rows[key]
        row.body = body | {"data": without_words(body["data"])}
        row.save(update_fields=["body"])


def _events(hand: Hand, session_id: UUID) -> Rows:
    rows = SessionEvent.objects.filter(session=session_id, member=hand.member)
    return {str(row.key): (row, hand.read(row, "body")) for row in rows.order_by("sequence")}


def _spoken(rows: Rows) -> list[Spoken]:
    read_ = (spoken(key, body["kind"], body["data"]) for key, (_, body) in rows.items())
    return [one for one in read_ if one]


def _staying(hand: Hand, session_id: UUID) -> frozenset[str]:
    """The texts of agreements by this member that others signed."""
    rows = Outcome.objects.filter(session=session_id, member=hand.member, kind="agreement")
    opened = ((row, hand.read(row, "body")) for row in rows)
    return frozenset(body["text"] for row, body in opened if _others_signed(row, body, hand))


def _is_agreement_of(one: Spoken, said: Iterable[Spoken], stays: Collection[str]) -> bool:
    slots = {its.entry: its.slot for its in said if its.slot}
    texts = {text.strip() for text in one.words.values()}
    return slots.get(one.entry) == "agreement" and bool(texts & set(stays))


def _others_signed(row: Outcome, body: Mapping[str, Any], hand: Hand) -> bool:
    signed = set(body.get("signed", ())) if row.kind == "agreement" else set()
    return bool(signed - {str(hand.member.pk)})


def _lock(session_id: UUID) -> None:
    """Wait for whoever acts in a session; raises SessionRunsError while it is under way."""
    session = Session.objects.select_for_update(of=("self",)).get(pk=session_id)
    if session.state == SessionState.LIVE:
        raise SessionRunsError
