"""`collegium serve`: one process for pages and live sessions, with its worker beside it."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management import BaseCommand, CommandError

from collegium.config import serving
from collegium.config.backups.manifest import BackupError
from collegium.config.backups.restoring import finish, refuse_half
from collegium.config.memory import give_back_large_blocks
from collegium.vault.sealing import VaultError


class Command(BaseCommand):
    """Migrate, start the worker, serve."""

    help = "Serve Collegium: pages, live sessions and the worker."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Where to listen."""
        parser.add_argument("--host", default="127.0.0.1", help="address to listen on")
        parser.add_argument("--port", type=int, default=8000)

    def handle(self, *_args: Any, **options: Any) -> None:
        """Run until interrupted."""
        if settings.DEMO:
            raise CommandError(
                "COLLEGIUM_DEMO lets anybody in as anybody. Unset it to serve an organisation, or "
                "start `collegium demo`."
            )
        try:
            refuse_half(settings.DATA)
            serving.bring_up_to_date()
            finish(settings.DATA)
        except BackupError as error:
            raise CommandError(str(error)) from error
        except VaultError as error:
            raise CommandError(f"A restore is not finished: {error}") from error
        give_back_large_blocks()
        with serving.listener(host=options["host"], port=options["port"]) as listening:
            self.stdout.write(serving.greeting(settings.ADDRESS))
            serving.serve(listening)
