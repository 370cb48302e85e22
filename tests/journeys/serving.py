"""A really running Collegium, with a real SMTP server to catch what it sends."""

import base64
import json
import os
import re
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from typing import Any, cast

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from tests.ports import free_port
from tests.prepared import brought_up_to_date

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 180.0  # a demo world takes half a minute on a quiet machine


@dataclass
class Postbox:
    """Keeps every mail that arrives."""

    mails: list[EmailMessage] = field(default_factory=list)

    async def handle_DATA(  # noqa: N802 - the name that aiosmtpd calls
        self, _server: SMTP, _session: Session, envelope: Envelope
    ) -> str:
        self.mails.append(message_from_bytes(cast(bytes, envelope.content), policy=default))
        return "250 OK"

    def code_for(self, address: str, *, after: int = 0) -> str:
        """The newest sign-in code among an address's mails after the first `after`; waits."""
        return _waited(lambda: self._newest_code(self.to(address)[after:]))

    def to(self, address: str) -> list[EmailMessage]:
        """The mails to an address, the oldest first."""
        return [mail for mail in self.mails if address in str(mail["To"])]

    def _newest_code(self, mails: list[EmailMessage]) -> str:
        pattern = re.compile(r"^\s*([A-Z0-9]{3,}(?:-[A-Z0-9]{3,})*)\s*$", re.MULTILINE)
        for mail in reversed(mails):
            body = mail.get_body(("plain",))
            if body and (found := pattern.search(body.get_content())):
                return found[1]
        return ""


@dataclass
class Site:
    """Where it runs, where it keeps its data, what it logged and sent."""

    address: str
    data: Path
    log: Path
    post: Postbox
    environment: Mapping[str, str]

    def command(self, *arguments: str) -> None:
        """Run a `collegium` command on the same data."""
        subprocess.run(
            [sys.executable, "-m", "collegium", *arguments], env=self.environment, check=True
        )

    def inside(self, module: str, *arguments: str) -> Any:  # noqa: ANN401 - JSON of its choice
        """Run a module on the same data; return what it answered."""
        done = subprocess.run(
            [sys.executable, "-m", module, *arguments],
            env={**self.environment, "DJANGO_SETTINGS_MODULE": "collegium.config.settings"},
            cwd=ROOT,
            capture_output=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr.decode()
        return json.loads(done.stdout)


@contextmanager
def running_site(
    folder: Path, *command: str, demo: bool = False, prepared: bool = True
) -> Iterator[Site]:
    """Serve until the block ends, on tables in which nobody is, unless the folder has its own."""
    if prepared:
        brought_up_to_date(folder / "data")
    port, post = free_port(), Postbox()
    smtp = Controller(post, hostname="127.0.0.1", port=free_port())
    smtp.start()
    environment = environment_of(folder, port, smtp.port, demo=demo)
    log = folder / "server.log"
    with log.open("wb") as out:
        server = subprocess.Popen(
            [sys.executable, "-m", "collegium", *(command or ("serve",)), "--port", str(port)],
            env=environment,
            stdout=out,
            stderr=subprocess.STDOUT,
        )
        site = Site(f"http://localhost:{port}", folder / "data", log, post, environment)
        try:
            wait_until_healthy(site, server)
            yield site
        finally:
            server.terminate()
            server.wait(timeout=20)
            smtp.stop()


def environment_of(folder: Path, port: int, smtp: int, *, demo: bool = False) -> dict[str, str]:
    """What a site on its own data needs to know."""
    return os.environ | {
        "COLLEGIUM_DATA": str(folder / "data"),
        "COLLEGIUM_ADDRESS": f"http://localhost:{port}",
        "COLLEGIUM_HOSTS": "localhost,127.0.0.1",
        "COLLEGIUM_DEMO": "1" if demo else "0",
        "COLLEGIUM_SMTP_HOST": "127.0.0.1",
        "COLLEGIUM_SMTP_PORT": str(smtp),
        "COLLEGIUM_SECRET_KEY": "only-for-tests",
        "COLLEGIUM_MASTER_KEY": base64.b64encode(bytes(range(32))).decode(),
        "DATABASE_URL": "",
        "VAULT_DATABASE_URL": "",
    }


def wait_until_healthy(site: Site, server: "subprocess.Popen[Any]") -> None:
    """Wait for the first page; fail with the log of a server that ended instead."""

    def healthy() -> bool:
        assert server.poll() is None, site.log.read_text()
        try:
            with urllib.request.urlopen(f"{site.address}/healthz", timeout=2) as answer:
                return bool(answer.status == 200)
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            return False

    _waited(healthy)


def _waited[T](condition: Callable[[], T]) -> T:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        if found := condition():
            return found
        time.sleep(0.1)
    raise AssertionError("waited in vain")
