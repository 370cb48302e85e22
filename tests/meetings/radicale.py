"""A real CalDAV server with one account and one empty calendar."""

import base64
import http.client
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.ports import free_port

NAME, PASSWORD = "ada", "open sesame"


@dataclass(frozen=True, slots=True)
class Radicale:
    """Where it is, and talking to it as a calendar program would."""

    port: int

    @property
    def origin(self) -> str:
        return f"http://localhost:{self.port}"

    @property
    def calendar(self) -> str:
        return f"{self.origin}/{NAME}/work/"

    def put(self, uid: str, text: str) -> int:
        """Keep one entry; the status."""
        return self.say("PUT", f"/{NAME}/work/{uid}.ics", text, "text/calendar; charset=utf-8")

    def say(self, method: str, path: str, body: str = "", kind: str = "text/xml") -> int:
        line = http.client.HTTPConnection("localhost", self.port, timeout=10)
        who = base64.b64encode(f"{NAME}:{PASSWORD}".encode()).decode()
        headers = {"Authorization": f"Basic {who}", "Content-Type": kind}
        line.request(method, path, body.encode(), headers)
        answer = line.getresponse()
        answer.read()
        line.close()
        return answer.status


@contextmanager
def a_radicale(folder: Path) -> Iterator[Radicale]:
    """Run Radicale on a port of this machine until left."""
    accounts = folder / "accounts"
    accounts.write_text(f"{NAME}:{PASSWORD}\n")
    server = Radicale(free_port())
    process = subprocess.Popen(
        [
            *(sys.executable, "-m", "radicale", "--config", ""),
            *("--server-hosts", f"localhost:{server.port}"),
            *("--storage-filesystem-folder", str(folder / "store")),
            *("--auth-type", "htpasswd", "--auth-htpasswd-filename", str(accounts)),
            *("--auth-htpasswd-encryption", "plain", "--auth-delay", "0"),
        ],
        stderr=subprocess.DEVNULL,
    )
    try:
        _wait(server)
        assert server.say("MKCALENDAR", f"/{NAME}/work/") == 201
        yield server
    finally:
        process.terminate()
        process.wait()


def _wait(server: Radicale) -> None:
    for _ in range(200):
        try:
            server.say("GET", "/")
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise AssertionError("Radicale does not start")
