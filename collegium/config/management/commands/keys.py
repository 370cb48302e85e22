"""`collegium keys`: look after the master key."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management import BaseCommand, CommandError

from collegium.audit.verbs import Verb
from collegium.config.noting import note_everywhere
from collegium.groups.models import PUBLISHED, Group
from collegium.vault import master, recovery, rotation
from collegium.vault.models import WrappedKey
from collegium.vault.sealing import VaultError


class Command(BaseCommand):
    """One verb each for looking, changing, and the day everything burnt."""

    help = "Look after the master key, which opens the keys of groups."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The verbs."""
        verbs = parser.add_subparsers(dest="verb", required=True)
        verbs.add_parser("check", help="open every stored key once, and say how they stand")
        verbs.add_parser("new", help="print a fresh master key, and keep it nowhere")
        rotate = verbs.add_parser("rotate", help="wrap every key with a new master key")
        step = rotate.add_mutually_exclusive_group()
        step.add_argument(
            "--prepare", action="store_true", help="lay a new master key beside the old one"
        )
        step.add_argument(
            "--finish", action="store_true", help="take the older master key away for good"
        )
        export = verbs.add_parser(
            "export-recovery", help="write the master key in two halves, for two persons"
        )
        recover = verbs.add_parser("recover", help="put two halves together again")
        for verb in (export, recover):
            verb.add_argument("first", type=Path, metavar="FIRST")
            verb.add_argument("second", type=Path, metavar="SECOND")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Do one of them; what goes wrong is said in one line."""
        verb = options["verb"].replace("-", "_")
        try:
            getattr(self, f"_{verb}")(options)
        except (VaultError, OSError) as error:
            raise CommandError(str(error)) from error

    def _check(self, _options: dict[str, Any]) -> None:
        found = rotation.standing()
        with_key = set(WrappedKey.objects.values_list("scope", flat=True))
        groups = Group.objects.filter(state__in=PUBLISHED).values_list("pk", flat=True)
        without = sum(group not in with_key for group in groups)
        self.stdout.write(
            f"Master key {master.master_keys()[0].mark.hex()}, from {master.source()}.\n"
            f"Keys wrapped with it: {found.current}; with an older one: {found.older}; "
            f"that do not open: {found.closed}.\n"
            f"Groups whose key is gone: {without}."
        )
        if found.older:
            self.stdout.write("Run `collegium keys rotate` before an older master key goes.")
        if not found.is_well:
            raise CommandError("Some keys do not open: a master key is missing.")

    def _new(self, _options: dict[str, Any]) -> None:
        self.stdout.write(master.written((master.new_master_key(),)), ending="")

    def _rotate(self, options: dict[str, Any]) -> None:
        if options["finish"]:
            number = rotation.finish()
            note_everywhere(Verb.KEYS_ROTATED)
            self.stdout.write(f"Older master keys taken away: {number}.")
        elif options["prepare"]:
            rotation.prepare()
            self.stdout.write(
                f"A new master key lies in {master.source()}. Copy the file to every machine that "
                "serves Collegium and to your safe place; then `collegium keys rotate`."
            )
        elif not rotation.take_over() and len(master.master_keys()) == 1:
            raise CommandError("There is one master key: `collegium keys rotate --prepare` first.")
        else:
            number = rotation.rewrap()
            note_everywhere(Verb.KEYS_ROTATED)
            self.stdout.write(
                f"Keys wrapped anew: {number}, "
                f"with {master.master_keys()[0].mark.hex()}. Both master keys still open. Copy the "
                "file to every machine again and export new halves for recovery; a day later "
                "`collegium keys rotate --finish`."
            )

    def _export_recovery(self, options: dict[str, Any]) -> None:
        for path, text in zip(
            (options["first"], options["second"]),
            recovery.halves(master.master_keys()[0]),
            strict=True,
        ):
            recovery.write_half(path, text)
        note_everywhere(Verb.KEYS_EXPORTED)
        self.stdout.write(
            "Two halves written. Give them to two persons, to be kept in two places, and delete "
            "the files. Together they are the master key; one alone says nothing."
        )

    def _recover(self, options: dict[str, Any]) -> None:
        key = recovery.joined(options["first"].read_text(), options["second"].read_text())
        path = master.key_file()
        if path is None:
            raise CommandError(f"Unset {master.source()}: the key would be written to a file.")
        master.write_key_file(path, master.written((key,)))
        self.stdout.write(f"Master key {key.mark.hex()} is in {path} again.")
