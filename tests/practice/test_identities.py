"""Whoever sends the identity of somebody else's row makes a row of their own."""

from collections.abc import Callable
from datetime import date
from uuid import UUID, uuid4

import pytest

from collegium.groups.actions import create_programme, propose_agreement
from collegium.groups.actions.programmes import ProgrammeFacts
from collegium.groups.models import Agreement, Programme
from collegium.groups.rooms import Room
from collegium.practice import actions
from collegium.practice.actions import Lines
from collegium.practice.models import Goal, LogEntry, Plan
from collegium.vault.rows import Row
from tests.builders import a_room
from tests.practice.worlds import MONDAY

FACTS = ProgrammeFacts(
    name="Autumn",
    purpose="Let go",
    goal="Decide below",
    starts_on=date(2026, 9, 1),
    practice_weeks=4,
    smallest=4,
    largest=8,
    levels_apart=None,
    common_hours=2,
    shared_language=True,
    challenge=None,
    sentence="My people wait for me",
    topic="delegating",
)


def log(room: Room, once: UUID) -> Row:
    cycle = room.group.cycles.get()
    return actions.write_entry(room, cycle, once=once, week=1, lines=Lines("did"), now=MONDAY)


def plan(room: Room, once: UUID) -> Row:
    cycle = room.group.cycles.get()
    return actions.change_plan(room, cycle, once=once, when="a", will="b", now=MONDAY)


def goal(room: Room, once: UUID) -> Row:
    cycle, words = room.group.cycles.get(), {"sentence": "a", "unit": "b"}
    return actions.set_goal(room, cycle, once=once, start=0, target=5, now=MONDAY, **words)


def agreement(room: Room, once: UUID) -> Row:
    return propose_agreement(room, text="a", once=once, now=MONDAY)


def programme(room: Room, once: UUID) -> Row:
    return create_programme(FACTS, by=room.person, once=once, now=MONDAY)


@pytest.mark.parametrize(
    ("make", "model"),
    [(log, LogEntry), (plan, Plan), (goal, Goal), (agreement, Agreement), (programme, Programme)],
)
def test_a_foreign_identity_is_neither_adopted_nor_touched(
    make: Callable[[Room, UUID], Row], model: type[Row]
) -> None:
    theirs, mine, once = a_room(), a_room(), uuid4()
    first = make(theirs, once)
    before = model._default_manager.count()
    for _ in range(2):
        own = make(mine, once)
        assert own.pk != first.pk
    assert model._default_manager.count() == before + 1
    assert make(theirs, once).pk == first.pk == once
