"""Sealed texts open under their own key, in their own place, and nowhere else."""

import base64
import os
from pathlib import Path
from uuid import uuid4

import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st
from pytest_django import Settings

from collegium.groups.models import Agreement
from collegium.vault import keyring
from collegium.vault.fields import Sealed, read
from collegium.vault.sealing import Key, VaultError
from tests.builders import a_room

KEY = Key(scope=uuid4(), material=bytes(range(32)))


@given(st.text())
def test_what_was_sealed_opens_again(text: str) -> None:
    assert KEY.open(KEY.seal(text, place="here"), place="here") == text


@given(st.text(min_size=6))
def test_ciphertext_does_not_contain_the_text(text: str) -> None:
    assert text.encode() not in KEY.seal(text, place="here")


def test_the_same_text_is_sealed_differently_each_time() -> None:
    assert KEY.seal("again", place="here") != KEY.seal("again", place="here")


def test_another_place_does_not_open() -> None:
    with pytest.raises(VaultError, match="does not open here"):
        KEY.open(KEY.seal("secret", place="here"), place="there")


def test_another_scope_does_not_open() -> None:
    other = Key(scope=uuid4(), material=KEY.material)
    with pytest.raises(VaultError):
        other.open(KEY.seal("secret", place="here"), place="here")


@given(st.integers(min_value=0, max_value=40), st.integers(min_value=1, max_value=255))
def test_a_changed_byte_is_noticed(position: int, change: int) -> None:
    sealed = bytearray(KEY.seal("something said", place="here"))
    sealed[position % len(sealed)] ^= change
    with pytest.raises(VaultError):
        KEY.open(bytes(sealed), place="here")


def test_a_key_never_shows_itself() -> None:
    assert KEY.material.hex() not in repr(KEY)
    assert repr(KEY.material)[2:10] not in repr(KEY)


def test_a_row_is_sealed_on_its_way_to_the_database() -> None:
    room = a_room()
    row = Agreement.objects.create(group=room.group, text="We start on time")
    with connection.cursor() as cursor:
        cursor.execute("SELECT text FROM groups_agreement")
        stored = bytes(cursor.fetchone()[0])
    assert b"start on time" not in stored
    fresh = Agreement.objects.get(pk=row.pk)
    assert isinstance(fresh.text, Sealed)
    assert str(fresh.text) == repr(fresh.text) == "<sealed>"
    assert room.read(fresh, "text") == "We start on time"


def test_saving_again_keeps_what_was_sealed() -> None:
    room = a_room()
    row = Agreement.objects.create(group=room.group, text="We start on time")
    fresh = Agreement.objects.get(pk=row.pk)
    fresh.save()
    assert room.read(Agreement.objects.get(pk=row.pk), "text") == "We start on time"


def test_a_sealed_field_cannot_be_looked_up_or_updated_in_bulk() -> None:
    with pytest.raises(TypeError, match="never look it up"):
        Agreement.objects.filter(text="We start on time").exists()
    with pytest.raises(TypeError, match="through save"):
        Agreement.objects.update(text="plain")


def test_a_ciphertext_moved_to_another_row_does_not_open() -> None:
    room = a_room()
    first = Agreement.objects.create(group=room.group, text="first")
    second = Agreement.objects.create(group=room.group, text="second")
    second.text = first.text
    second.save()
    with pytest.raises(VaultError):
        room.read(Agreement.objects.get(pk=second.pk), "text")


def test_a_room_does_not_open_another_groups_row() -> None:
    room, other = a_room(), a_room()
    row = Agreement.objects.create(group=other.group, text="theirs")
    with pytest.raises(VaultError, match="does not belong"):
        room.read(Agreement.objects.get(pk=row.pk), "text")
    with pytest.raises(VaultError):
        read(Agreement.objects.get(pk=row.pk), "text", key=keyring.key_of(room.group.pk))


def test_destroying_the_key_erases_the_words() -> None:
    room = a_room()
    row = Agreement.objects.create(group=room.group, text="gone soon")
    keyring.destroy(room.group.pk)
    with pytest.raises(VaultError, match="gone"):
        room.read(Agreement.objects.get(pk=row.pk), "text")


def test_making_a_key_twice_keeps_the_first() -> None:
    scope = uuid4()
    first = keyring.create(scope)
    keyring.forget()
    assert keyring.create(scope).material == first.material


def test_a_wrong_master_key_fails_closed(settings: Settings) -> None:
    scope = uuid4()
    keyring.create(scope)
    keyring.forget()
    settings.VAULT_MASTER_KEY = base64.b64encode(os.urandom(32)).decode()
    with pytest.raises(VaultError, match="does not fit"):
        keyring.key_of(scope)
    with pytest.raises(VaultError, match="does not fit"):
        keyring.check_master_key()


@pytest.mark.parametrize("text", ["not base64!", base64.b64encode(b"short").decode()])
def test_a_malformed_master_key_is_named(settings: Settings, text: str) -> None:
    settings.VAULT_MASTER_KEY = text
    with pytest.raises(VaultError, match="32 bytes"):
        keyring.create(uuid4())


def test_a_missing_master_key_says_how_to_give_one(settings: Settings, tmp_path: Path) -> None:
    settings.VAULT_MASTER_KEY = ""
    settings.VAULT_MASTER_KEY_FILE = tmp_path / "master.key"
    with pytest.raises(VaultError, match="COLLEGIUM_MASTER_KEY"):
        keyring.create(uuid4())
