"""Keeping what a session produced, in the transaction that ends it."""

from collections.abc import Iterator
from dataclasses import asdict
from datetime import datetime
from typing import Any
from uuid import UUID, uuid5

from collegium.domain.playbook import Outcomes, State, outcomes
from collegium.groups.actions import Promise, adopt_agreements
from collegium.groups.rooms import Room
from collegium.meetings.models import Kind, Outcome, Reading, Session

type Kept = tuple[str, str, dict[str, Any]]  # kind, member, body


def keep_outcomes(room: Room, session: Session, state: State, *, now: datetime) -> None:
    """Store plans, takeaways, causes, reports, agreements (sealed) and readings (measures).

    No readings of an extra meeting: nobody counts them, and what was asked would tell which it was.
    """
    left = outcomes(state)
    known = {str(pk) for pk in room.group.members.values_list("pk", flat=True)}
    for position, (kind, member, body) in enumerate(_kept(left)):
        Outcome(
            group=room.group,
            session=session,
            member_id=UUID(member) if member in known else None,
            kind=kind,
            position=position,
            body=body,
        ).save()
    if session.kind != Kind.EXTRA:
        _keep_readings(session, left, known)
    _adopt(room, session, left, now=now)


def _kept(left: Outcomes) -> Iterator[Kept]:
    for plan in left.plans:
        yield _one("plan", plan.member, plan, "when", "will", "shown")
    for cause in left.causes:
        yield _one("cause", cause.member, cause, "key", "text", "in_our_control", "under")
    for weighed in left.alternatives:
        tallies = [asdict(tally) for tally in weighed.tallies]
        text = weighed.alternative.words["text"]
        yield "alternative", weighed.alternative.author, {"text": text, "tallies": tallies}
    for note in left.notes:
        yield _one("card", note.member, note, "text", "pile", "shown")
    for choice in left.choices:
        yield "choice", "", {"text": choice.text, "votes": choice.votes}
    for question in left.questions:
        yield _one("question", question.member, question, "text")
    for report in left.reports:
        yield _one("report", report.member, report, "expected", "happened", "why", "next", "shown")
    for agreement in left.agreements:
        yield _one("agreement", agreement.proposed_by, agreement, "text", "signed")
    for takeaway in left.takeaways:
        yield _one("takeaway", takeaway.member, takeaway, "text", "shown")
    yield "roles", "", {"roles": dict(left.roles)}


def _one(kind: str, member: str, source: object, *parts: str) -> Kept:
    return kind, member, {part: getattr(source, part) for part in parts}


def _keep_readings(session: Session, left: Outcomes, known: set[str]) -> None:
    latest = {
        (reading.member, reading.item, reading.moment): reading.value
        for reading in sorted(left.readings, key=lambda reading: reading.at)
        if reading.member in known
    }
    Reading.objects.bulk_create(
        Reading(session=session, member_id=UUID(member), item=item, moment=moment, value=value)
        for (member, item, moment), value in latest.items()
    )


def _adopt(room: Room, session: Session, left: Outcomes, *, now: datetime) -> None:
    promises = [
        Promise(
            key=uuid5(session.pk, str(position)),
            text=agreement.text,
            proposed_by=UUID(agreement.proposed_by),
            signed_by=tuple(UUID(member) for member in agreement.signed),
        )
        for position, agreement in enumerate(left.agreements)
        if agreement.signed
    ]
    adopt_agreements(room.group, promises, now=now)
