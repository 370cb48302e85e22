"""`collegium restore BACKUP --keys KEYS`: both databases as they were."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import BaseCommand, CommandError

from collegium.config.backups.alone import alone
from collegium.config.backups.copying import TROUBLES
from collegium.config.backups.manifest import BackupError
from collegium.config.backups.restoring import restore


class Command(BaseCommand):
    """Put a backup back; what was erased since stays erased."""

    help = "Put both databases back from a backup. Collegium must not be running."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Which backup."""
        parser.add_argument("backup", type=Path, help="the folder of one backup")
        parser.add_argument("--keys", type=Path, required=True, help="the folder of its keys")
        parser.add_argument(
            "--replace", action="store_true", help="give up everything that stands here now"
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        """Do it, or say why not."""
        try:
            with alone(settings.DATA):
                restore(
                    options["backup"],
                    options["keys"],
                    data=settings.DATA,
                    replace=options["replace"],
                )
        except BackupError as error:
            raise CommandError(str(error)) from error
        except TROUBLES as error:
            raise CommandError(
                f"The restore broke off: {error}. Run it again, with --replace, once that is "
                "mended; what was erased is remembered."
            ) from error
        self.stdout.write("Both databases are back and up to date; every key opens.")
