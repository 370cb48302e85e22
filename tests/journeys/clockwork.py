"""Collegium on a clock that somebody else drives:

python -m tests.journeys.clockwork MOMENT site PORT      pages, and orders on standard input
python -m tests.journeys.clockwork MOMENT VERB ...       any `collegium` command, at that moment

No worker runs beside such a site. An order is a line of JSON, `{"at": MOMENT, "do": NAME, ...}`:
the clock is set, then NAME is done: "work" is all that a worker does, "remind" only what the clock
makes due, "collect" its look into the mailbox, all else a function of tests.journeys.month_world.
"""

import json
import os
import sys
import threading
from datetime import datetime
from importlib import import_module
from typing import Any

import django
from django.utils import timezone


class Hands:
    """Where the hands of the clock stand."""

    now: datetime


def main(moment: str, verb: str, *rest: str) -> None:
    """Set the clock before any model takes it as its default, then be what was asked for."""
    Hands.now = datetime.fromisoformat(moment)
    vars(timezone)["now"] = lambda: Hands.now
    if verb == "site":
        _be_a_site(int(rest[0]))
    else:
        from collegium.config.command import main as command

        sys.argv = ["collegium", verb, *rest]
        command()


def _be_a_site(port: int) -> None:
    import uvicorn

    django.setup()
    from collegium.config.asgi import application
    from collegium.config.light import LightProtocol

    _make_tables()
    config = uvicorn.Config(
        application, port=port, log_level="error", access_log=False, ws=LightProtocol
    )
    threading.Thread(target=uvicorn.Server(config).run, daemon=True).start()
    orders, answers = sys.stdin, sys.stdout
    sys.stdout = sys.stderr  # whatever prints must not answer
    for line in orders:
        order = json.loads(line)
        Hands.now = datetime.fromisoformat(order.pop("at"))
        print(json.dumps(_done(**order)), file=answers, flush=True)
    os._exit(0)


def _done(do: str, **more: Any) -> Any:  # noqa: ANN401 - as the order has it
    from collegium.mailing.collecting import collect_once
    from collegium.mailing.worker import work_once

    if do == "work":
        return work_once(clock=timezone.now)
    if do == "remind":
        return _remind()
    if do == "collect":
        return collect_once()
    world, _, order = do.rpartition(".")
    return getattr(import_module(f"tests.journeys.{world or 'month_world'}"), order)(**more)


def _remind() -> int:
    from collegium.mailing.actions.empty import empty_outbox
    from collegium.mailing.actions.plan import plan_practice, plan_sessions

    plan_practice(timezone.now())
    plan_sessions(timezone.now())
    return empty_outbox(timezone.now, lambda: False)


def _make_tables() -> None:
    """Straight from the models: the migrations have their own tests and take longer."""
    from django.apps import apps
    from django.conf import settings
    from django.core.management import call_command

    settings.MIGRATION_MODULES = {config.label: None for config in apps.get_app_configs()}
    for database in ("default", "vault"):
        call_command("migrate", database=database, run_syncdb=True, verbosity=0)


if __name__ == "__main__":
    main(*sys.argv[1:])
