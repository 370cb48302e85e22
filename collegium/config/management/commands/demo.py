"""`collegium demo`: make an invented organisation at some stage of a programme, and serve it."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import BaseCommand, CommandError, call_command
from django.db import connections
from django.utils import timezone

from collegium.config import serving
from collegium.config.demo.world import Stage, build
from collegium.people.models import Organisation

UNFINISHED = "unfinished"  # so that a world broken off halfway is made anew


class Command(BaseCommand):
    """Seed the demo world unless it stands already, then serve."""

    help = "Serve an invented organisation in the middle of a programme. Nothing is sent."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Which world."""
        parser.add_argument("--stage", choices=list(Stage), default=Stage.PRACTICE)
        parser.add_argument("--seed", type=int, default=1, help="another number, another world")
        parser.add_argument("--fresh", action="store_true", help="forget the world that is there")
        parser.add_argument("--no-serve", action="store_true", help="only make it")
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--port", type=int, default=8000)

    def handle(self, *_args: Any, **options: Any) -> None:
        """Make the world and serve it."""
        if not settings.DEMO:
            raise CommandError("Start it as `collegium demo`, so that it keeps to its own data.")
        serving.bring_up_to_date()
        wanted = f"{options['stage']} {options['seed']}"
        _refuse_real_data()
        if options["fresh"] or _standing() not in ("", wanted):
            _forget_world()
        if not Organisation.objects.exists():
            self.stdout.write("Making the demo world …")
            _note().write_text(UNFINISHED)
            build(Stage(options["stage"]), seed=options["seed"], now=timezone.now())
            _note().write_text(wanted)
        if not options["no_serve"]:
            with serving.listener(host=options["host"], port=options["port"]) as listening:
                self.stdout.write(serving.greeting(settings.ADDRESS))
                serving.serve(listening)


def _refuse_real_data() -> None:
    """Raise where COLLEGIUM_DATA names a folder whose people no demo has invented."""
    if Organisation.objects.exists() and not _note().exists():
        raise CommandError(
            f"{settings.DATA} holds an organisation that no demo has made. A demo would let "
            "anybody in, or forget it. Point COLLEGIUM_DATA to another folder, or unset it."
        )


def _forget_world() -> None:
    """Empty both databases. The record lets nobody delete from it, so its tables are made anew."""
    call_command("migrate", "audit", "zero", interactive=False, verbosity=0)
    call_command("migrate", interactive=False, verbosity=0)
    for alias in connections:
        call_command("flush", database=alias, interactive=False, verbosity=0)


def _note() -> Path:
    return Path(settings.DATA) / "stage"


def _standing() -> str:
    return _note().read_text() if _note().exists() else ""
