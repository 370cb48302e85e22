"""A worker on a clock that says Friday, just before 14:00. Django is set up before.

It waits for a line on its input, so that nobody measures how long Python takes to start.
"""

import signal
import sys
import threading
import time
from datetime import datetime, timedelta

from benchmarks.mail.world import DUE
from collegium.mailing.worker import run

EARLIER = timedelta(seconds=60)  # for planning, which happens up to five minutes ahead


def main() -> None:
    """Work until told to stop."""
    stop = threading.Event()
    signal.signal(signal.SIGTERM, lambda *_: stop.set())
    print("ready", flush=True)
    sys.stdin.readline()
    started = time.monotonic()

    def clock() -> datetime:
        return DUE - EARLIER + timedelta(seconds=time.monotonic() - started)

    run(stop, clock=clock)
