"""Where master keys come from, how one follows another, and how two persons give one back."""

from io import StringIO
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from django.core.management import CommandError, call_command
from pytest_django import Settings

from collegium.groups.models import Agreement
from collegium.vault import keyring, master, recovery, rotation
from collegium.vault.haste import WouldWait, no_time
from collegium.vault.models import Destroyed, WrappedKey
from collegium.vault.sealing import VaultError
from tests.builders import a_room

type KeyFile = Path


@pytest.fixture
def key_file(settings: Settings, tmp_path: Path) -> KeyFile:
    """A master key of its own in a file, as an installation has it."""
    path = tmp_path / "keys" / "master.key"
    master.write_key_file(path, master.written((master.new_master_key(),)))
    settings.VAULT_MASTER_KEY, settings.VAULT_MASTER_KEY_FILE = "", path
    return path


def keys(*words: str) -> str:
    """What the command says."""
    out = StringIO()
    call_command("keys", *words, stdout=out)
    keyring.forget()
    return out.getvalue()


def made(count: int) -> list[tuple[UUID, bytes]]:
    """Some groups' keys."""
    return [(scope, keyring.create(scope).material) for scope in (uuid4() for _ in range(count))]


def all_open(some: list[tuple[UUID, bytes]]) -> bool:
    """Whether each key is still what it was."""
    keyring.forget()
    return all(keyring.key_of(scope).material == material for scope, material in some)


def test_a_key_file_is_its_owners_alone_and_never_overwritten(tmp_path: Path) -> None:
    path = tmp_path / "new" / "master.key"
    master.write_key_file(path, master.written((master.new_master_key(),)))
    first = path.read_text()
    with pytest.raises(FileExistsError):
        master.write_key_file(path, master.written((master.new_master_key(),)))
    assert path.read_text() == first
    assert path.stat().st_mode & 0o077 == 0
    assert [one.name for one in path.parent.iterdir()] == ["master.key"]


def test_where_nobody_may_wait_no_command_is_asked(settings: Settings, tmp_path: Path) -> None:
    said = master.written((master.new_master_key(),)).strip()
    asked = tmp_path / "asked"
    settings.VAULT_MASTER_KEY = ""
    settings.VAULT_MASTER_KEY_COMMAND = f"echo once >> {asked}; echo {said}"
    with no_time(), pytest.raises(WouldWait):
        master.master_keys()
    assert not asked.exists()
    keys = master.master_keys()
    with no_time():
        assert master.master_keys() == keys
    assert asked.read_text() == "once\n"


def test_a_master_key_never_shows_itself() -> None:
    key = master.new_master_key()
    assert key.material.hex() not in repr(key)
    assert key.mark != key.material[:8]


def test_rotation_wraps_every_key_anew_and_opens_all_the_while(key_file: KeyFile) -> None:
    some, before = made(3), key_file.read_text()
    keys("rotate", "--prepare")
    prepared = key_file.read_text()
    assert prepared.startswith(before)
    assert made(1)  # still wrapped with the old one: other machines may not have the new one yet
    assert rotation.standing() == rotation.Standing(current=4, older=0, closed=0)
    assert "wrapped anew: 4" in keys("rotate")
    assert key_file.read_text().endswith(before)
    assert all_open(some)
    assert rotation.standing() == rotation.Standing(current=4, older=0, closed=0)
    assert "taken away: 1" in keys("rotate", "--finish")
    assert before not in key_file.read_text()
    assert all_open(some)


def test_every_step_of_a_rotation_can_be_repeated(key_file: KeyFile) -> None:
    some = made(2)
    keys("rotate", "--prepare")
    prepared = key_file.read_text()
    keys("rotate", "--prepare")
    assert key_file.read_text() == prepared
    rotation.take_over()  # and then the power went
    assert all_open(some)
    assert "wrapped anew: 2" in keys("rotate")
    after = key_file.read_text()
    assert "wrapped anew: 0" in keys("rotate")
    assert key_file.read_text() == after
    assert all_open(some)


def test_an_unprepared_rotation_says_what_to_do(key_file: KeyFile) -> None:
    with pytest.raises(CommandError, match="--prepare"):
        keys("rotate")
    assert len(key_file.read_text().split()) == 1


@pytest.mark.usefixtures("key_file")
def test_an_older_master_key_does_not_go_while_it_is_needed() -> None:
    some = made(1)
    rotation.prepare()
    with pytest.raises(CommandError, match="rotate first"):
        keys("rotate", "--finish")
    rotation.take_over()
    with pytest.raises(CommandError, match="rotate first"):
        keys("rotate", "--finish")
    assert all_open(some)


def test_a_new_key_file_is_the_owners_of_the_old_one_and_a_link_stays(
    key_file: KeyFile, settings: Settings
) -> None:
    link = key_file.with_name("link.key")
    link.symlink_to(key_file)
    settings.VAULT_MASTER_KEY_FILE = link
    owner = key_file.stat().st_uid
    rotation.prepare()
    assert link.is_symlink()
    assert len(master.parse(key_file.read_text())) == 2
    assert (key_file.stat().st_uid, key_file.stat().st_mode & 0o077) == (owner, 0)


def test_a_key_of_before_marks_opens_and_is_rotated(key_file: KeyFile) -> None:
    some = made(1)
    WrappedKey.objects.update(master=b"")
    assert all_open(some)
    assert "older one: 1" in keys("check")
    keys("rotate", "--prepare")
    keys("rotate")
    assert WrappedKey.objects.get().master == master.parse(key_file.read_text())[0].mark


def test_a_group_that_is_made_meanwhile_keeps_its_words(key_file: KeyFile) -> None:
    room = a_room()
    row = Agreement.objects.create(group=room.group, text="said before")
    rotation.prepare()
    rotation.take_over()
    other = a_room()
    late = Agreement.objects.create(group=other.group, text="said meanwhile")
    rotation.rewrap()
    rotation.finish()
    assert len(key_file.read_text().split()) == 1
    keyring.forget()
    assert room.read(Agreement.objects.get(pk=row.pk), "text") == "said before"
    assert other.read(Agreement.objects.get(pk=late.pk), "text") == "said meanwhile"


def test_keys_in_the_environment_are_changed_there(settings: Settings) -> None:
    some, old = made(2), settings.VAULT_MASTER_KEY
    with pytest.raises(CommandError, match="change it there"):
        keys("rotate", "--prepare")
    new = keys("new").strip()
    settings.VAULT_MASTER_KEY = f"{old} {new}"
    assert all_open(some)
    settings.VAULT_MASTER_KEY = f"{new} {old}"
    assert "wrapped anew: 2" in keys("rotate")
    with pytest.raises(CommandError, match="change it there"):
        keys("rotate", "--finish")
    settings.VAULT_MASTER_KEY = new
    assert all_open(some)


def test_a_command_gives_the_key_once_in_a_process(settings: Settings, tmp_path: Path) -> None:
    asked, holder = tmp_path / "asked", tmp_path / "held"
    holder.write_text(settings.VAULT_MASTER_KEY)
    settings.VAULT_MASTER_KEY = ""
    settings.VAULT_MASTER_KEY_COMMAND = f"echo x >> {asked}; cat {holder}"
    assert all_open(made(2))
    assert asked.read_text() == "x\n"
    assert "COLLEGIUM_MASTER_KEY_COMMAND" in keys("check")


@pytest.mark.parametrize(
    ("command", "says"), [("exit 3", "failed with code 3"), ("true", "no master key")]
)
def test_a_command_that_fails_says_so(settings: Settings, command: str, says: str) -> None:
    settings.VAULT_MASTER_KEY, settings.VAULT_MASTER_KEY_COMMAND = "", command
    with pytest.raises(VaultError, match=says):
        keyring.create(uuid4())


def test_check_says_which_keys_do_not_open(settings: Settings) -> None:
    made(2)
    assert "do not open: 0" in keys("check")
    settings.VAULT_MASTER_KEY = master.written((master.new_master_key(),)).strip()
    with pytest.raises(CommandError, match="do not open"):
        keys("check")


def test_check_counts_groups_whose_key_is_gone() -> None:
    room = a_room()
    assert "key is gone: 0" in keys("check")
    keyring.destroy(room.group.pk)
    assert "key is gone: 1" in keys("check")


def test_two_halves_give_the_key_back(key_file: KeyFile, tmp_path: Path) -> None:
    some, first, second = made(1), tmp_path / "ada.txt", tmp_path / "bo.txt"
    keys("export-recovery", str(first), str(second))
    assert first.stat().st_mode & 0o077 == 0
    key_file.unlink()
    keys("recover", str(second), str(first))
    assert all_open(some)


def test_halves_are_refused_where_they_cannot_be_right(tmp_path: Path) -> None:
    one, other = recovery.halves(master.new_master_key())
    another, _ = recovery.halves(master.new_master_key())
    with pytest.raises(VaultError, match="two copies"):
        recovery.joined(one, one)
    with pytest.raises(VaultError, match="different master keys"):
        recovery.joined(another, other)
    with pytest.raises(VaultError, match="not read right"):
        recovery.joined(one, other.replace(other[-3], "A" if other[-3] != "A" else "B"))
    with pytest.raises(CommandError):
        keys("recover", str(tmp_path / "none"), str(tmp_path / "none"))


def test_a_half_alone_is_chance() -> None:
    key = master.new_master_key()
    assert recovery.halves(key)[0] != recovery.halves(key)[0]
    assert recovery.halves(key)[1] != recovery.halves(key)[1]


def test_recovering_never_overwrites_a_key(key_file: KeyFile, tmp_path: Path) -> None:
    first, second = tmp_path / "one", tmp_path / "two"
    keys("export-recovery", str(first), str(second))
    before = key_file.read_text()
    with pytest.raises(CommandError, match="exists"):
        keys("recover", str(first), str(second))
    assert key_file.read_text() == before


def test_what_was_destroyed_is_remembered() -> None:
    scope = uuid4()
    keyring.create(scope)
    keyring.destroy(scope)
    keyring.destroy(uuid4())  # never had one
    assert [one.scope for one in Destroyed.objects.all()] == [scope]
