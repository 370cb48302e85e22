"""`collegium form_groups`: the process in which runs search; a worker starts it."""

import os
import time
from argparse import ArgumentParser
from contextlib import suppress
from uuid import UUID

from django.core.management import BaseCommand
from django.db import DatabaseError
from django.utils import timezone

from collegium.groups.actions import Limit, claim_run, explain_run, run_composition
from collegium.groups.actions.leasing import due_runs
from collegium.groups.management.heart import Heart
from collegium.groups.models import Composition

NICER = 5  # than pages and mails
PAUSE = 0.2  # seconds between two looks


class Command(BaseCommand):
    """What it loads and uses is gone when it ends."""

    help = "Form the groups of a run that a worker has claimed. Started by `collegium work`."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Which run, and which attempt at it."""
        parser.add_argument("run", type=UUID)
        parser.add_argument("attempt", type=int)
        parser.add_argument("--parent", type=int, help="end when this process is gone")
        parser.add_argument(
            "--linger", type=float, default=0, help="seconds to wait for another run at the end"
        )

    def handle(
        self, *, run: UUID, attempt: int, parent: int | None, linger: float, **_options: object
    ) -> None:
        """Search, or find out why somebody was left out; nothing where the lease has passed.

        Whoever has just seen groups often asks for others: while it lingers, the engine is
        loaded already.
        """
        os.nice(NICER)
        claimed = Composition.objects.filter(pk=run, attempts=attempt).first()
        while claimed:
            _work(claimed, parent)
            claimed = _another(linger, parent)


def _work(run: Composition, parent: int | None) -> None:
    limit = Limit(run.moves)
    with Heart(run, limit, parent=parent) as heart:
        if run.under_way:
            run_composition(run, clock=timezone.now, limit=limit, watch=heart.watch)
        else:
            explain_run(run)


def _another(linger: float, parent: int | None) -> Composition | None:
    until = time.monotonic() + linger
    with suppress(DatabaseError):
        while time.monotonic() < until and parent in {None, os.getppid()}:
            now = timezone.now()
            if due_runs(now).exists() and (run := claim_run(now)):
                return run
            time.sleep(PAUSE)
    return None
