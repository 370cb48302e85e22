"""A mail server that counts."""

import json
import threading
import time
from email.parser import BytesHeaderParser

from aiosmtpd.controller import Controller


class Office:
    """Takes every mail and notes its Message-ID and when it was taken."""

    def __init__(self, wanted: int) -> None:
        """Be done once this number of different mails came."""
        self.seen: dict[str, int] = {}
        self.first = self.last = 0.0
        self.done = threading.Event()
        self._wanted = wanted

    async def handle_DATA(self, _server: object, _session: object, envelope: object) -> str:  # noqa: N802 - the name is aiosmtpd's
        """Take a mail."""
        content: bytes = envelope.content  # type: ignore[attr-defined]  # aiosmtpd has no types
        head = content.split(b"\r\n\r\n", 1)[0]
        name = str(BytesHeaderParser().parsebytes(head)["Message-ID"])
        self.seen[name] = self.seen.get(name, 0) + 1
        self.last = time.time()
        self.first = self.first or self.last
        if len(self.seen) == self._wanted:
            self.done.set()
        return "250 OK"


def main(port: int, wanted: int) -> None:
    """Serve until all came, then say when, and how many came twice."""
    office = Office(wanted)
    controller = Controller(office, hostname="127.0.0.1", port=port)
    controller.start()
    print("ready", flush=True)
    office.done.wait(timeout=600)
    time.sleep(1)  # for whatever comes twice
    controller.stop()
    twice = sum(number - 1 for number in office.seen.values())
    came = {"mails": len(office.seen), "twice": twice, "first": office.first, "last": office.last}
    print(json.dumps(came), flush=True)
