"""`collegium break-glass GROUP …`: what a group wrote, for a court order or a danger to life."""

from argparse import ArgumentParser
from getpass import getpass
from pathlib import Path
from typing import Any
from uuid import UUID

from django.core.management import BaseCommand, CommandError
from django.utils import timezone

from collegium.config.break_glass import Refused, Wish, break_glass
from collegium.people.models import Person
from collegium.vault import parcels
from collegium.vault.sealing import VaultError


class Terminal:
    """Asks those who sit before it."""

    def code(self, person: Person) -> str:
        """The code that was sent to a person; it does not show on the screen."""
        return getpass(f"Code that was sent to {person.name}: ")

    def passphrase(self) -> str:
        """A passphrase, typed twice."""
        first = getpass(f"Passphrase for the file, {parcels.SHORTEST} characters at least: ")
        if first != getpass("The same again: "):
            raise Refused("These were two different passphrases.")
        return first


class Command(BaseCommand):
    """Open a group's words with two persons; every member is told first."""

    help = (
        "Write what a group wrote to an encrypted file. Takes both halves of the recovery copy of "
        "the master key, two administrators and a reason; every member is told, before it happens."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The group and all that it takes, or a file to read."""
        parser.add_argument("group", type=UUID, nargs="?", help="its id, as in its addresses")
        parser.add_argument("--reason", help="the members read it word for word")
        parser.add_argument("--by", nargs=2, metavar="EMAIL", help="two administrators")
        parser.add_argument("--halves", nargs=2, type=Path, metavar="FILE", help="of the key")
        parser.add_argument("--to", type=Path, metavar="FILE", help="a new file")
        parser.add_argument("--read", type=Path, metavar="FILE", help="print such a file")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Do it, or say in one line why not."""
        try:
            if options["read"]:
                packed = options["read"].read_bytes()
                self.stdout.write(parcels.unpack(packed, getpass("Passphrase: ")).decode())
            else:
                self._open(options)
        except (Refused, VaultError, OSError) as error:
            raise CommandError(str(error)) from error

    def _open(self, options: dict[str, Any]) -> None:
        missing = [one for one in ("group", "reason", "by", "halves", "to") if not options[one]]
        if missing:
            raise CommandError(f"Missing: {', '.join(missing)}. See docs/run/audit.md.")
        first, second = (path.read_text() for path in options["halves"])
        wish = Wish(
            group=options["group"],
            reason=options["reason"],
            by=tuple(options["by"]),
            halves=(first, second),
            to=options["to"],
        )
        entry = break_glass(wish, talk=Terminal(), now=timezone.now())
        self.stdout.write(
            f"Entry {entry.number} of the record. Every member is told; the words lie in "
            f"{options['to']}, under the passphrase. Delete the files with the halves."
        )
