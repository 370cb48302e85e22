"""Backups: made while the site is used, refused when they do not fit, and never a way back to
what was erased."""

import json
import os
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connections
from django.db.migrations.recorder import MigrationRecorder
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from collegium.config.backups.in_use import in_use
from collegium.config.backups.making import back_up, prune
from collegium.config.backups.manifest import ALIASES, NAME, BackupError
from collegium.config.backups.restoring import BEFORE, restore
from collegium.groups.models import Group
from collegium.vault import keyring, master
from collegium.vault.models import WrappedKey
from collegium.vault.sealing import VaultError
from tests.architecture.canaries import Canary, found, unpacked
from tests.builders import a_room
from tests.config.backed_up import agreed, made, words_of

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "vault"])


def test_a_backup_gives_everything_back(tmp_path: Path) -> None:
    room = a_room()
    agreed(room, "What is said here stays here.")
    main, keys = made(tmp_path)
    agreed(room, "too late")
    late = a_room()
    restore(main, keys, data=tmp_path, replace=True)
    assert words_of(room) == ["What is said here stays here."]
    assert list(Group.objects.values_list("pk", flat=True)) == [room.group.pk]
    with pytest.raises(VaultError, match="gone"):
        keyring.key_of(late.group.pk)
    agreed(room, "and on it goes")  # what counts up counts on
    assert len(words_of(room)) == 2


def test_a_backup_holds_no_words(tmp_path: Path) -> None:
    room = a_room()
    canary = Canary("groups.Agreement.text", "A canary’s song, and nobody hears it")
    agreed(room, canary.marker)
    hay = b"\n".join(content for folder in made(tmp_path) for content in unpacked(folder))
    assert room.group.name.encode() in hay  # the search works
    assert found([canary], hay) == []


def test_what_was_erased_stays_erased(tmp_path: Path) -> None:
    room, other = a_room(), a_room()
    agreed(room, "to be forgotten")
    agreed(other, "to be kept")
    main, keys = made(tmp_path)
    keyring.destroy(room.group.pk)
    restore(main, keys, data=tmp_path, replace=True)
    with pytest.raises(VaultError, match="gone"):
        words_of(room)
    assert words_of(other) == ["to be kept"]
    restore(main, keys, data=tmp_path, replace=True)  # and again, out of the same backup
    with pytest.raises(VaultError, match="gone"):
        words_of(room)


def test_a_backup_signs_nobody_in(tmp_path: Path) -> None:
    client = Client()
    client.force_login(a_room().member.person)
    main, keys = made(tmp_path)
    assert client.get("/me/").status_code == 200
    restore(main, keys, data=tmp_path, replace=True)
    assert client.get("/me/").status_code == 302


def test_an_installation_of_before_is_backed_up_and_restored(tmp_path: Path) -> None:
    room = a_room()
    agreed(room, "said")
    recorders = [MigrationRecorder(connections[alias]) for alias in ALIASES]
    for one in recorders:
        one.ensure_schema()
        one.record_applied("sessions", "0001_initial")  # of an app that is no longer there
    try:
        main, keys = made(tmp_path)
        for note in (main / NAME, keys / NAME):  # as manifests of then have it
            found = json.loads(note.read_text())
            found["migrations"]["sessions"] = ["0001_initial"]
            note.write_text(json.dumps(found))
        restore(main, keys, data=tmp_path, replace=True)
    finally:
        for one in recorders:
            one.record_unapplied("sessions", "0001_initial")
    assert words_of(room) == ["said"]


def test_keys_older_than_the_data_are_refused(tmp_path: Path) -> None:
    now = timezone.now()
    _, old_keys = back_up(tmp_path / "1", tmp_path / "2", now=now - timedelta(days=1))
    room = a_room()
    agreed(room, "since then")
    main, _ = back_up(tmp_path / "3", tmp_path / "4", now=now)
    with pytest.raises(BackupError, match="older than the data"):
        restore(main, old_keys, data=tmp_path, replace=True)
    assert words_of(room) == ["since then"]


def test_keys_that_are_replaced_are_left_aside(tmp_path: Path, settings: Settings) -> None:
    room = a_room()
    agreed(room, "said")
    main, keys = made(tmp_path)
    present = settings.VAULT_MASTER_KEY
    settings.VAULT_MASTER_KEY = master.written((master.new_master_key(),))
    with pytest.raises(BackupError, match="do not open"):
        restore(main, keys, data=tmp_path, replace=True)
    assert [path.stat().st_mode & 0o077 for path in (tmp_path / BEFORE).iterdir()] == [0]
    settings.VAULT_MASTER_KEY = f"{settings.VAULT_MASTER_KEY} {present}"
    assert words_of(room) == ["said"]


def test_a_key_that_was_made_anew_is_not_erased_with_its_predecessor(tmp_path: Path) -> None:
    room = a_room()
    keyring.destroy(room.group.pk)
    keyring.create(room.group.pk)
    agreed(room, "said after it")
    main, keys = made(tmp_path)
    restore(main, keys, data=tmp_path, replace=True)
    assert words_of(room) == ["said after it"]


def test_nothing_is_replaced_without_a_word(tmp_path: Path) -> None:
    room = a_room()
    main, keys = made(tmp_path)
    agreed(room, "since then")
    with pytest.raises(BackupError, match="--replace"):
        restore(main, keys, data=tmp_path, replace=False)
    assert words_of(room) == ["since then"]


def test_a_damaged_backup_changes_nothing(tmp_path: Path) -> None:
    room = a_room()
    main, keys = made(tmp_path)
    agreed(room, "since then")
    file = keys / json.loads((keys / NAME).read_text())["file"]
    file.write_bytes(file.read_bytes()[:-1])
    with pytest.raises(BackupError, match="damaged"):
        restore(main, keys, data=tmp_path, replace=True)
    assert words_of(room) == ["since then"]


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"vendor": "another"}, "comes from another"),
        ({"migrations": {"people": ["9999_from_the_future"]}}, "newer Collegium"),
        ({"more": 1}, "not a backup"),
        ({"database": "keys"}, "holds the keys database"),
    ],
)
def test_a_backup_that_does_not_fit_is_refused(
    tmp_path: Path, change: dict[str, object], says: str
) -> None:
    main, keys = made(tmp_path)
    note = main / NAME
    note.write_text(json.dumps(json.loads(note.read_text()) | change))
    with pytest.raises(BackupError, match=says):
        restore(main, keys, data=tmp_path, replace=True)


def test_the_folders_are_not_mixed_up(tmp_path: Path) -> None:
    main, keys = made(tmp_path)
    with pytest.raises(BackupError, match="holds the keys database"):
        restore(keys, main, data=tmp_path, replace=True)
    with pytest.raises(BackupError, match="not a backup"):
        restore(tmp_path, keys, data=tmp_path, replace=True)


def test_keys_are_kept_apart(tmp_path: Path) -> None:
    with pytest.raises(BackupError, match="apart"):
        back_up(tmp_path, tmp_path, now=timezone.now())
    room = a_room()
    agreed(room, "not in the clear")
    main, keys = made(tmp_path)
    inside = b"".join(path.read_bytes() for path in main.iterdir())
    assert b"not in the clear" not in inside
    wrapped = WrappedKey.objects.get(scope=room.group.pk).wrapped
    assert bytes(wrapped) not in inside
    modes = [path.stat().st_mode & 0o077 for path in (main, keys, *main.glob("[dt]*"))]
    assert modes == [0, 0, 0]


def test_old_backups_go_and_broken_off_ones_too(tmp_path: Path) -> None:
    now, day = timezone.now(), timedelta(days=1)
    places = [
        back_up(tmp_path / "a", tmp_path / "b", now=now + number * day) for number in range(3)
    ]
    (tmp_path / "a" / "2026-01-01T00-00-00Z.unfinished").mkdir()
    (tmp_path / "a" / f"{places[0][0].name}.unfinished").mkdir()  # perhaps being made
    (tmp_path / "a" / "notes").mkdir()
    assert prune(tmp_path / "a", keep=2, now=now) == 2
    assert sorted(path.name for path in (tmp_path / "a").iterdir()) == sorted(
        [f"{places[0][0].name}.unfinished", places[1][0].name, places[2][0].name, "notes"]
    )


def test_nothing_is_restored_under_a_running_site(tmp_path: Path) -> None:
    main, keys = made(tmp_path)
    with (
        in_use(Path(os.environ["COLLEGIUM_DATA"])),
        pytest.raises(CommandError, match="running here"),
    ):
        call_command("restore", str(main), "--keys", str(keys), "--replace")


def test_the_commands_say_what_they_did(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(CommandError, match="not a backup"):
        call_command("restore", str(tmp_path), "--keys", str(tmp_path))
    folders = (str(tmp_path / "a"), "--keys", str(tmp_path / "b"))
    call_command("backup", *folders, "--keep", "1", "--keep-keys", "1")
    said = capsys.readouterr().out.splitlines()
    assert Path(said[0]).is_dir()
    assert "third place" in said[-1]
