"""`collegium audit verify` names the first entry that is not as it was written."""

from contextlib import suppress
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from collegium.audit.actions import note
from collegium.audit.models import Chain
from collegium.audit.verbs import Verb
from tests.audit.test_record import raw
from tests.builders import an_organisation


def verify(*arguments: str) -> tuple[str, str]:
    out, errors = StringIO(), StringIO()
    with suppress(CommandError):
        call_command("audit", "verify", *arguments, stdout=out, stderr=errors)
    return out.getvalue(), errors.getvalue()


def test_a_whole_record_gives_an_anchor_for_each_organisation() -> None:
    assert verify() == ("There is no record yet.\n", "")
    ours, theirs = an_organisation("Ours"), an_organisation("Theirs")
    for _ in range(3):
        note(Verb.KEYS_ROTATED, ours.pk)
    note(Verb.KEYS_ROTATED, theirs.pk)
    out, errors = verify()
    assert "Ours: 3 entries, whole." in out
    assert "Theirs: 1 entries, whole." in out
    assert errors == ""
    anchor = next(
        line.strip() for line in out.splitlines() if line.strip().startswith(str(ours.pk))
    )
    note(Verb.BACKUP_MADE, ours.pk)
    for option in ("--since", "--anchor"):
        assert "Ours: 4 entries, whole." in verify(option, anchor)[0]


def test_the_first_broken_entry_is_named() -> None:
    ours = an_organisation("Ours")
    for _ in range(3):
        note(Verb.KEYS_ROTATED, ours.pk)
    raw("UPDATE audit_entry SET verb = 'backup-made' WHERE number = 2")
    out, errors = verify()
    assert "Ours: entry 2 was changed" in errors
    assert out == ""
    with pytest.raises(CommandError) as stopped:
        call_command("audit", "verify", stderr=StringIO())
    assert stopped.value.returncode == 1


def test_a_record_that_was_emptied_is_missed_by_whoever_kept_an_anchor() -> None:
    ours = an_organisation("Ours")
    note(Verb.KEYS_ROTATED, ours.pk)
    anchor = verify()[0].splitlines()[1].strip()
    raw("DELETE FROM audit_entry")
    Chain.objects.all().delete()
    assert "Ours: entry 1 and what followed it were cut off" in verify("--since", anchor)[1]


def test_every_anchor_counts_whichever_was_kept_last() -> None:
    ours = an_organisation("Ours")
    anchors, heads = [], []
    for _ in range(4):
        note(Verb.KEYS_ROTATED, ours.pk)
        anchors.append(verify()[0].splitlines()[1].strip())
        heads.append(Chain.objects.get(pk=ours.pk))
    raw("DELETE FROM audit_entry WHERE number > 2")
    heads[1].save()
    assert "Ours: 2 entries, whole." in verify("--anchor", anchors[0])[0]
    for option in ("--since", "--anchor"):
        found = verify("--anchor", anchors[3], option, anchors[0])
        assert "Ours: entry 3 and what followed it were cut off" in found[1]


def test_entries_without_the_end_of_their_chain_are_no_whole_record() -> None:
    ours = an_organisation("Ours")
    note(Verb.KEYS_ROTATED, ours.pk)
    Chain.objects.all().delete()
    assert "Ours: entry 1 was added past the end" in verify()[1]


def test_what_is_no_anchor_is_refused() -> None:
    with pytest.raises(CommandError, match="--since"):
        call_command("audit", "verify", "--since", "nonsense")
