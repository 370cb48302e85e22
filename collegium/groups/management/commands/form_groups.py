"""`collegium form_groups`: the process in which one run searches; a worker starts it."""

import os
from argparse import ArgumentParser
from uuid import UUID

from django.core.management import BaseCommand
from django.utils import timezone

from collegium.groups.actions import Limit, explain_run, run_composition
from collegium.groups.management.heart import Heart
from collegium.groups.models import Composition

NICER = 5  # than pages and mails


class Command(BaseCommand):
    """One run, one process: what it loads and uses is gone when it ends."""

    help = "Form the groups of one run that a worker has claimed. Started by `collegium work`."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Which run, and which attempt at it."""
        parser.add_argument("run", type=UUID)
        parser.add_argument("attempt", type=int)
        parser.add_argument("--parent", type=int, help="end when this process is gone")

    def handle(self, *, run: UUID, attempt: int, parent: int | None, **_options: object) -> None:
        """Search, or find out why somebody was left out; nothing where the lease has passed."""
        os.nice(NICER)
        claimed = Composition.objects.filter(pk=run, attempts=attempt).first()
        if claimed is None:
            return
        limit = Limit(claimed.moves)
        with Heart(claimed, limit, parent=parent) as heart:
            if claimed.under_way:
                run_composition(claimed, clock=timezone.now, limit=limit, watch=heart.watch)
            else:
                explain_run(claimed)
