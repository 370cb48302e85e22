"""Restores that broke off: repeated, finished or forgotten; nothing is served of half of one."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.recorder import MigrationRecorder
from django.test import Client
from pytest_django import Settings

from collegium.audit.models import Entry
from collegium.audit.verbs import Verb
from collegium.config.backups.copying import copy_in
from collegium.config.backups.manifest import ALIASES, NAME, BackupError, Manifest, applied
from collegium.config.backups.restoring import BEFORE, finish, restore
from collegium.vault import keyring
from collegium.vault.models import WrappedKey
from collegium.vault.sealing import VaultError
from tests.builders import a_room
from tests.config.backed_up import agreed, made, words_of

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "vault"])


def power_cut(*_gone: object, **_how: object) -> None:
    """In the place of whatever was to come next."""
    raise OSError("the power was cut")


def full_for(database: str) -> Callable[[str, Path, Manifest], None]:
    """In the place of `copy_in`: there is no room for one of the databases."""

    def into(alias: str, folder: Path, manifest: Manifest) -> None:
        if alias == database:
            raise OSError("No space left on device")
        copy_in(alias, folder, manifest)

    return into


def broken_off(
    main: Path, keys: Path, *, data: Path, patch: pytest.MonkeyPatch, at: str = "default"
) -> None:
    """A restore that finds no room for one of the databases."""
    with patch.context() as during:
        during.setattr("collegium.config.backups.restoring.copy_in", full_for(at))
        with pytest.raises(OSError, match="No space"):
            restore(main, keys, data=data, replace=True)
    keyring.forget()


def test_a_restore_that_broke_off_forgets_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    room = a_room()
    agreed(room, "to be forgotten")
    main, keys = made(tmp_path)
    keyring.destroy(room.group.pk)
    with monkeypatch.context() as patch:  # at the worst moment: the old keys are back
        patch.setattr("collegium.config.backups.restoring.bury", power_cut)
        with pytest.raises(OSError, match="cut"):
            restore(main, keys, data=tmp_path, replace=True)
    restore(main, keys, data=tmp_path, replace=True)
    with pytest.raises(VaultError, match="gone"):
        words_of(room)
    assert not list(tmp_path.glob("*.json"))


def test_repeating_a_restore_leaves_the_keys_aside_that_stood_here_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    a_room()
    main, keys = made(tmp_path)
    late = a_room()  # whose words are still here until the main database is replaced
    agreed(late, "since then")
    stood_here = WrappedKey.objects.count()
    for _ in range(2):
        broken_off(main, keys, data=tmp_path, patch=monkeypatch)
    assert WrappedKey.objects.count() < stood_here
    restore(main, keys, data=tmp_path, replace=True)
    (aside,) = (tmp_path / BEFORE).iterdir()
    note = json.loads((keys / NAME).read_text()) | {"file": aside.name}
    copy_in("vault", tmp_path / BEFORE, Manifest(**note))
    assert WrappedKey.objects.count() == stood_here


def test_keys_left_aside_by_an_earlier_restore_make_room_for_those_of_now(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    main, keys = made(tmp_path)
    a_room()
    restore(main, keys, data=tmp_path, replace=True)
    (before,) = (path.read_bytes() for path in (tmp_path / BEFORE).iterdir())
    a_room()
    broken_off(main, keys, data=tmp_path, patch=monkeypatch)
    assert [path.read_bytes() for path in (tmp_path / BEFORE).iterdir()] != [before]


@pytest.mark.parametrize("at", ALIASES)
def test_nothing_is_served_of_half_a_restore(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, settings: Settings, at: str
) -> None:
    room = a_room()
    agreed(room, "said")
    main, keys = made(tmp_path)
    broken_off(main, keys, data=tmp_path, patch=monkeypatch, at=at)
    with pytest.raises(BackupError, match="broke off"):
        finish(tmp_path)
    settings.DATA, settings.DEMO = tmp_path, False
    with pytest.raises(CommandError, match="Repeat it, with --replace"):
        call_command("serve")
    restore(main, keys, data=tmp_path, replace=True)
    assert words_of(room) == ["said"]
    assert not list(tmp_path.glob("*.json"))


def test_a_restore_that_replaced_nothing_keeps_nobody_from_serving(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    room = a_room()
    main, keys = made(tmp_path)
    agreed(room, "since then")
    client = Client()
    client.force_login(room.person)
    with monkeypatch.context() as during:
        during.setattr("collegium.config.backups.restoring.copy_out", power_cut)
        with pytest.raises(OSError, match="cut"):
            restore(main, keys, data=tmp_path, replace=True)
    finish(tmp_path)
    assert not list(tmp_path.glob("*.json"))
    assert words_of(room) == ["since then"]
    assert client.get("/me/").status_code == 200


def test_what_serving_finishes_stands_in_the_record(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    room = a_room()
    main, keys = made(tmp_path)
    keyring.destroy(room.group.pk)
    with monkeypatch.context() as patch:
        patch.setattr("collegium.config.backups.restoring._check", power_cut)
        with pytest.raises(OSError, match="cut"):
            restore(main, keys, data=tmp_path, replace=True)
    finish(tmp_path)
    finish(tmp_path)
    assert Entry.objects.filter(verb=Verb.BACKUP_RESTORED).count() == 1
    with pytest.raises(VaultError, match="gone"):
        keyring.key_of(room.group.pk)


@pytest.mark.skipif("connection.vendor != 'postgresql'", reason="about PostgreSQL")
def test_another_version_s_tables_are_replaced_all_or_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if not applied("default"):
        pytest.skip("no migrations have made these tables")
    room = a_room()
    agreed(room, "said")
    main, keys = made(tmp_path)
    MigrationRecorder(connection).record_applied("mailing", "9999_of_another_version")
    with monkeypatch.context() as patch:
        patch.setattr(MigrationExecutor, "migrate", power_cut)
        with pytest.raises(OSError, match="cut"):
            copy_in("default", main, Manifest(**json.loads((main / NAME).read_text())))
    assert words_of(room) == ["said"]
    restore(main, keys, data=tmp_path, replace=True)
    assert words_of(room) == ["said"]
    assert "9999_of_another_version" not in applied("default")["mailing"]
    with (
        pytest.raises(DatabaseError, match="only added to"),  # what guards the record is back
        connection.cursor() as cursor,
    ):
        cursor.execute("UPDATE audit_entry SET amount = 1")
