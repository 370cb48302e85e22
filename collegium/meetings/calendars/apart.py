"""Reading a stranger's calendar in a process of its own, which ends when it takes too much."""

import json
import subprocess
import sys
from datetime import datetime

from collegium.domain.rhythm.diary import Span

SECONDS = 10


class UnreadableError(Exception):
    """It is no calendar, or one that takes too long. Nothing of it stands in here."""


def busy_apart(
    text: bytes, *, zone: str, from_: datetime, until: datetime, seconds: int = SECONDS
) -> list[Span]:
    """The busy minutes in a calendar; raises `UnreadableError`."""
    asked = {"zone": zone, "from": from_.isoformat(), "until": until.isoformat()}
    try:
        done = subprocess.run(  # noqa: S603 - our own module
            [sys.executable, "-m", "collegium.meetings.calendars.busy", str(seconds)],
            input=json.dumps(asked).encode() + b"\n" + text,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,  # its words could be the calendar's
            timeout=2 * seconds,
            check=True,
        )
    except (subprocess.SubprocessError, OSError):
        raise UnreadableError from None
    return [(start, end) for start, end in json.loads(done.stdout)]
