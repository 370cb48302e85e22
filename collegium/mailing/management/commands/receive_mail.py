"""`collegium receive-mail < message`: what a mail server pipes replies into."""

import os
import sys
from argparse import ArgumentParser
from typing import BinaryIO

from django.core.management import BaseCommand

from collegium.mailing.arrival import Arrival, take_in
from collegium.mailing.inbound.reading import LARGEST

PIECE = 65_536


class Command(BaseCommand):
    """Reads one mail and ends with one of the codes that mail servers know (sysexits)."""

    help = "Take in a mail from standard input: a reply, or a report that a mail bounced."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        """What one may choose."""
        parser.add_argument("--to", default="", help="the address that the mail was delivered to")

    def handle(self, *, to: str, **_options: object) -> None:
        """Take it in. What fails is tried again by the mail server; nothing is bounced."""
        arrival = take_in(_read(sys.stdin.buffer), recipient=to)
        sys.exit(os.EX_OK if arrival in {Arrival.DONE, Arrival.NOT_OURS} else os.EX_TEMPFAIL)


def _read(stream: BinaryIO) -> bytes:
    """As much as is looked at; the rest is read too, so that whoever writes it does not fail."""
    raw = stream.read(LARGEST)
    while stream.read(PIECE):
        pass
    return raw
