"""A backup of all that a test has made, and words in it that only a group can read."""

from pathlib import Path

from django.utils import timezone

from collegium.config.backups.making import back_up
from collegium.groups.models import Agreement
from collegium.groups.rooms import Room
from collegium.vault import keyring


def made(folder: Path) -> tuple[Path, Path]:
    """A backup of everything as it stands."""
    return back_up(folder / "main", folder / "keys", now=timezone.now())


def agreed(room: Room, text: str) -> Agreement:
    """Something that only the group can read."""
    return Agreement.objects.create(group=room.group, text=text)


def words_of(room: Room) -> list[str]:
    """What the group reads."""
    keyring.forget()
    return sorted(room.read(row, "text") for row in Agreement.objects.filter(group=room.group))
