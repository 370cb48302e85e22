"""The record: only ever added to, without gap, in the transaction of the act."""

import os
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from django.db import DatabaseError, connection, transaction

from collegium.audit.actions import Deed, note, note_all
from collegium.audit.models import AppendOnlyError, Chain, Entry
from collegium.audit.origins import coming_from
from collegium.audit.queries import head_of, organisations, verified
from collegium.audit.verbs import MEANINGS, Origin, Verb
from collegium.domain.audit import Anchor, Broken, Fault, Sound

OURS, THEIRS = UUID(int=1), UUID(int=2)
WHEN = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)


def raw(statement: str) -> None:
    """Do what no code of ours does: change the table itself, its trigger out of the way."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("ALTER TABLE audit_entry DISABLE TRIGGER USER")
        cursor.execute(statement)
        if connection.vendor == "postgresql":
            cursor.execute("ALTER TABLE audit_entry ENABLE TRIGGER USER")


def three() -> Anchor:
    """Three entries of ours, one of theirs between."""
    note(Verb.PROGRAMME_CREATED, OURS, by=uuid4(), subject=uuid4(), now=WHEN)
    note(Verb.ORGANISATION_FOUNDED, THEIRS)
    note(Verb.ROLE_GRANTED, OURS, by=uuid4(), subject=uuid4(), detail="lead")
    note(Verb.KEYS_ROTATED, OURS, amount=4)
    return head_of(OURS)


def test_each_organisation_has_numbers_of_its_own_without_gap() -> None:
    head = three()
    assert list(Entry.objects.filter(organisation=OURS).values_list("number", flat=True)) == [
        *(1, 2, 3)
    ]
    assert head.number == 3
    assert head_of(THEIRS).number == 1
    assert organisations() == (OURS, THEIRS)
    assert verified(OURS) == Sound(head)
    assert verified(UUID(int=3)) == Sound(head_of(UUID(int=3)))


def test_an_entry_says_what_was_done_and_from_where() -> None:
    person, lead, group = uuid4(), uuid4(), uuid4()
    with coming_from(Origin.PAGE):
        note(Verb.PERSON_PLACED, OURS, by=lead, subject=person, group=group, now=WHEN)
    entry = Entry.objects.get()
    assert (entry.verb, entry.origin, entry.kind) == ("person-placed", "page", "person")
    assert (entry.actor, entry.subject, entry.group) == (lead, person, group)
    assert entry.at == WHEN
    note(Verb.KEYS_ROTATED, OURS)
    assert Entry.objects.get(number=2).origin == Origin.COMMAND


def test_what_is_undone_leaves_no_entry_and_no_gap() -> None:
    three()
    with transaction.atomic():
        note(Verb.KEYS_ROTATED, OURS)
        transaction.set_rollback(True)
    note(Verb.KEYS_ROTATED, OURS)
    assert head_of(OURS).number == 4
    assert isinstance(verified(OURS), Sound)


def test_many_at_once_follow_each_other() -> None:
    note_all(OURS, [Deed(Verb.PERSON_DEACTIVATED, subject=uuid4()) for _ in range(1_100)])
    assert note_all(OURS, []) == []
    assert verified(OURS) == Sound(head_of(OURS))
    assert head_of(OURS).number == 1_100


def test_no_text_gets_into_the_record() -> None:
    with pytest.raises(ValueError, match="never text"):
        note(Verb.EXPORTED, OURS, detail="a file of Ada Byron")
    with pytest.raises(ValueError, match="break-glass"):
        note(Verb.EXPORTED, OURS, reason="because")
    assert not Entry.objects.exists()


def test_an_entry_is_neither_changed_nor_deleted() -> None:
    three()
    entry = Entry.objects.filter(organisation=OURS).first()
    assert entry
    entry.verb = Verb.ROLE_TAKEN
    for attempt in (
        entry.save,
        entry.delete,
        Entry.objects.all().delete,
        lambda: Entry.objects.update(verb=""),
        lambda: Entry.objects.bulk_update([entry], ["verb"]),
    ):
        with pytest.raises(AppendOnlyError):
            attempt()
    assert isinstance(verified(OURS), Sound)


def test_the_database_itself_refuses() -> None:
    if connection.vendor != "postgresql":
        pytest.skip("on SQLite the tests' tables come from the models, without triggers")
    three()
    for statement in ("UPDATE audit_entry SET verb = ''", "DELETE FROM audit_entry"):
        with (
            pytest.raises(DatabaseError, match="only added to"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(statement)


@pytest.mark.django_db(databases=[])
def test_on_sqlite_the_chain_never_forks_and_the_database_refuses(tmp_path: Path) -> None:
    environment = {**os.environ, "COLLEGIUM_DATA": str(tmp_path)}
    for name in ("DATABASE_URL", "VAULT_DATABASE_URL"):
        environment.pop(name, None)
    told = subprocess.run(
        [sys.executable, "-m", "tests.audit.on_sqlite"],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert told.returncode == 0, told.stderr[-2000:]
    assert "Sound(" in told.stdout
    assert "number=40" in told.stdout
    assert "True True" in told.stdout


@pytest.mark.parametrize(
    ("statement", "number", "fault"),
    [
        ("UPDATE audit_entry SET verb = 'role-taken' WHERE number = 2", 2, Fault.CHANGED),
        (
            "UPDATE audit_entry SET at = '2026-01-01' WHERE kind = 'programme'",
            1,
            Fault.CHANGED,
        ),
        ("DELETE FROM audit_entry WHERE number = 2", 2, Fault.MISSING),
        ("DELETE FROM audit_entry WHERE number = 3", 3, Fault.CUT),
        ("UPDATE audit_chain SET number = 2 WHERE number = 3", 3, Fault.BEYOND),
    ],
)
def test_whoever_changes_the_table_is_found_out(statement: str, number: int, fault: Fault) -> None:
    three()
    raw(statement)
    assert verified(OURS) == Broken(number, fault)
    assert isinstance(verified(THEIRS), Sound)


def test_an_anchor_finds_an_end_that_was_cut_off_with_its_memory() -> None:
    kept = three()
    last = Entry.objects.get(organisation=OURS, number=2)
    raw("DELETE FROM audit_entry WHERE number = 3")
    Chain.objects.filter(organisation=OURS).update(number=2, mark=bytes(last.mark))
    assert isinstance(verified(OURS), Sound)
    for since in (False, True):
        assert verified(OURS, kept=kept, since=since) == Broken(3, Fault.CUT)


def test_an_anchor_is_where_verifying_may_begin() -> None:
    kept = three()
    note(Verb.KEYS_ROTATED, OURS)
    raw("UPDATE audit_entry SET verb = 'role-taken' WHERE number = 2")
    assert verified(OURS, kept=kept, since=True) == Sound(head_of(OURS))
    assert verified(OURS, kept=kept) == Broken(2, Fault.CHANGED)


def test_every_verb_has_a_meaning_that_can_be_said() -> None:
    assert set(MEANINGS) == set(Verb)
    words = dict.fromkeys(("actor", "subject", "group", "detail", "amount"), "x")
    said = {str(meaning.sentence) % words for meaning in MEANINGS.values()}
    assert len(said) == len(Verb)
