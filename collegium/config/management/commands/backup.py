"""`collegium backup FOLDER --keys ELSEWHERE`: both databases, while they are used."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management import BaseCommand, CommandError
from django.utils import timezone

from collegium.audit.verbs import Verb
from collegium.config.backups.making import back_up, prune
from collegium.config.backups.manifest import BackupError
from collegium.config.noting import note_everywhere


class Command(BaseCommand):
    """Copy both databases into folders named by the time."""

    help = "Back up both databases while Collegium runs, the keys apart from the rest."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Where to, and how many to keep."""
        parser.add_argument("folder", type=Path, help="for backups of the main database")
        parser.add_argument(
            "--keys", type=Path, required=True, help="for backups of the keys, in another place"
        )
        parser.add_argument("--keep", type=_number, help="delete all but so many backups")
        parser.add_argument("--keep-keys", type=_number, help="the same for those of the keys")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Make it, and say where it lies."""
        folder, keys, now = options["folder"], options["keys"], timezone.now()
        try:
            made = back_up(folder, keys, now=now)
        except (BackupError, OSError) as error:
            raise CommandError(str(error)) from error
        note_everywhere(Verb.BACKUP_MADE)
        for place, keep in zip(made, (options["keep"], options["keep_keys"]), strict=True):
            self.stdout.write(str(place))
            if keep is not None:
                self.stdout.write(
                    f"  older ones deleted: {prune(place.parent, keep=keep, now=now)}"
                )
        self.stdout.write("The master key is in neither: keep it in a third place.")


def _number(text: str) -> int:
    number = int(text)
    if number < 1:
        raise ValueError
    return number
