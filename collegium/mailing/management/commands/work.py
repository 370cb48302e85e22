"""`collegium work`: the process that sends what is due, takes replies in and forms groups."""

import signal
import threading
from argparse import ArgumentParser

from django.core.management import BaseCommand

from collegium.mailing.chatting import chat_once, chatting_beside
from collegium.mailing.collecting import collect_once, collecting_beside
from collegium.mailing.forming import form_all_due
from collegium.mailing.warming import warming_beside
from collegium.mailing.worker import run, work_once


class Command(BaseCommand):
    """Runs beside the web server, as many times as wanted."""

    help = "Do what is due: mails, and groups that leads asked for."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        """What one may choose."""
        parser.add_argument("--once", action="store_true", help="do what is due now, then end")
        parser.add_argument("--parent", type=int, help="end when this process is gone")

    def handle(self, *, once: bool, parent: int | None, **_options: object) -> None:
        """Work until SIGTERM or Ctrl+C; the mail in hand is finished first."""
        if once:
            collect_once()
            work_once()
            chat_once()
            form_all_due()
            return
        stop = threading.Event()
        for name in (signal.SIGTERM, signal.SIGINT):
            signal.signal(name, lambda *_: stop.set())
        with warming_beside(), collecting_beside(), chatting_beside():
            run(stop, parent=parent)
