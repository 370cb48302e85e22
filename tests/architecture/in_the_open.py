"""Unique marks in columns that are not sealed: the roster's, what was let out, and numbers."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import count
from typing import Any
from uuid import uuid4

from django.apps import apps
from django.db import models

from collegium.groups.models import Cycle, Group, Member
from collegium.insights.models import OutcomeFile
from collegium.library.models import (
    GuardedWords,
    Resource,
    ResourceKind,
    Story,
    TechniqueResult,
)
from collegium.mailing.models import FailingAddress
from collegium.meetings.models import Reading
from collegium.people.models import Person, RosterUpload
from collegium.people.signing.models import NewWay
from collegium.practice.models import (
    Audience,
    Contacts,
    Goal,
    GoalStep,
    LogEntry,
    Pulse,
    PulseAnswer,
)
from collegium.rights.models import Correction
from collegium.vault.classes import FieldClass
from tests.architecture.test_access import NOW

OPEN = frozenset({FieldClass.ROSTER, FieldClass.SHARED, FieldClass.MEASURE})
NUMBERS = count(30_011, 17)  # such as stand on no page by chance

# Columns without a mark, and why.
UNMARKED: Mapping[str, str] = {
    "audit.Entry.reason": "only break-glass writes one; its own tests look who reads it",
    "groups.Composition.problem": "numbers and identities of people, for the engine",
    "groups.Composition.result": "numbers and identities of people, for the engine",
    "groups.Programme.never_alone": "a pair of column and value, both off the roster",
    "insights.EditionCell.part": "published through the gate alone, then for everybody",
    "insights.OutcomeFile.content": "lies for a day until it is applied; means of teams",
    "insights.OutcomeFile.mapping": "names of columns in a file",
    "insights.TeamOutcome.values": "its own tests look that its leader alone reads it",
    "library.Entry.passages": "what techniques, stories and resources hold, to be found",
    "library.Entry.title": "as its passages",
    "library.Entry.title_words": "as its passages",
    "library.Entry.words": "as its passages",
    "library.TechniqueResult.effect": "one of four words",
    "library.TechniqueResult.technique": "one of the product's own names",
    "library.TechniqueResult.topic": "one of the product's own names",
    "library.Vector.values": "numbers for searching",
    "mailing.DemoMail.message": "stands for the world outside, in the demo alone",
    "mailing.DemoMail.subject": "as its message",
    "mailing.DemoMail.to": "as its message",
    "meetings.CalendarSource.ends_in": "four letters of an address, to its owner alone",
    "meetings.PlaybookText.text": "a whole file, which everybody may read",
    "people.Identity.subject": "what a provider calls somebody; no page names it",
    "people.Person.country": "two letters",
    "people.Person.languages": "two letters each",
    "people.Person.level": "one digit",
    "people.Person.manager": "another person, whose name colleagues may find",
    "people.Person.started_on": "a day, which many share",
    "people.RosterUpload.content": "a file, of which leads and administrators see the people",
    "people.RosterUpload.mapping": "names of columns in a file",
    "people.SignIn.device": "to whom it belongs alone; its own tests look",
    "people.SignIn.session_data": "read by the server alone",
    "practice.ItemSetText.text": "a whole file, which everybody may read",
}


@dataclass(frozen=True, slots=True)
class Mark:
    """One mark, the column it was put into, and that column's class."""

    column: str
    kind: FieldClass
    text: str

    def stands_in(self, page: bytes) -> bool:
        """Whether a page shows it."""
        if self.text.isdigit():
            return re.search(rb"\b%s\b" % self.text.encode(), page.replace(b",", b"")) is not None
        return self.text.encode() in page


def open_columns() -> dict[str, FieldClass]:
    """Every column of ours that is neither sealed nor mere structure, with its class."""
    return {
        f"{model._meta.label}.{name}": kind
        for model in apps.get_models()
        for name, kind in getattr(model, "field_classes", {}).items()
        if kind in OPEN
    }


def mark_all(group: Group, person: Person) -> list[Mark]:
    """Mark the columns of rows that speak of a member of a group, or that they let out."""
    member, cycle = group.members.get(person=person), group.cycles.get()
    return [mark for row in _rows(member, cycle) for mark in _marked(row)]


def _rows(member: Member, cycle: Cycle) -> Iterator[models.Model]:
    person, group = member.person, member.group
    organisation = group.organisation
    yield from (person, cycle.challenge, group.programme)
    yield Story.objects.filter(organisation=organisation)[0]
    to_be_asked = Resource.objects.filter(organisation=organisation)[0]
    to_be_asked.kind, to_be_asked.recommended_by = ResourceKind.PERSON, person
    yield to_be_asked
    yield RosterUpload.objects.filter(organisation=organisation)[0]
    yield OutcomeFile.objects.filter(organisation=organisation)[0]
    yield GuardedWords(organisation=organisation)
    yield Correction(person=person, field="site")
    yield FailingAddress(person=person, since=NOW)
    yield NewWay(person=person, since=NOW)  # nobody has said yet whose it is
    mine = {"cycle": cycle, "member": member}
    yield (goal := Goal(group=group, sentence="s", unit="u", target=0, **mine))
    yield GoalStep(goal=goal, on=NOW.date(), noted_by=member, value=0)
    lines = {"did": "d", "happened": "h", "learned": "l"}
    yield LogEntry(group=group, week=1, audience=Audience.GROUP, **lines, **mine)
    yield TechniqueResult(topic="other", effect="helped", attempts=0, **mine)
    yield (pulse := Pulse(moment="before", **mine))
    yield PulseAnswer(pulse=pulse, item_set="stay", version=1, item="i", moment="before", value=0)
    yield Contacts(group=group, pulse=pulse, named={"people": []}, people=0, departments=0)
    session = cycle.sessions.get()
    yield Reading(session=session, member=member, item="sure", moment="before", value=0)


def _marked(row: models.Model) -> list[Mark]:
    declared = getattr(row, "field_classes", {})
    marks = []
    for column in row._meta.concrete_fields:
        name = f"{row._meta.label}.{column.name}"
        if declared[column.name] in OPEN and name not in UNMARKED:
            text, value = _mark_for(column)
            setattr(row, column.name, value)
            marks.append(Mark(name, declared[column.name], text))
    row.save()
    return marks


def _mark_for(column: "models.Field[Any, Any]") -> tuple[str, object]:
    if isinstance(column, models.IntegerField):
        number = next(NUMBERS)
        return str(number), number
    text = f"mark{uuid4().hex}"[: min(column.max_length or 36, 36)]
    if isinstance(column, models.EmailField):
        text += "@mark.example"
    return text, [text] if isinstance(column, models.JSONField) else text
