"""A Collegium whose time is driven, and the mail server of the firm that its members work for."""

import json
import smtplib
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from pathlib import Path
from typing import Any, cast
from zoneinfo import ZoneInfo

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from tests.journeys.serving import ROOT, Postbox, Site, environment_of, wait_until_healthy
from tests.mailing.post_office import Box, a_box
from tests.ports import free_port

REPLIES = "reply"
DOMAIN = "collegium.example"
CLOCKWORK = (sys.executable, "-m", "tests.journeys.clockwork")
# The hours (UTC) at which the worker looks while time passes, day and night in Europe and America.
HOURS = {True: (0, *range(6, 21)), False: (0, 12)}  # on working days, at weekends
WHOLE = (6, 12, 18)  # at these it does all there is to do, else what the clock makes due


@dataclass(frozen=True, slots=True)
class Arrived:
    """A mail, and when the firm's mail server took it."""

    at: datetime
    mail: EmailMessage

    def on_the_clock_of(self, zone: str) -> str:
        """The day and the time at which its reader found it."""
        return self.at.astimezone(ZoneInfo(zone)).strftime("%a %d %b %H:%M")


@dataclass
class MailServer(Postbox):
    """Takes mails for members, and replies for Collegium, which lie in its mailbox until then."""

    box: Box = field(default_factory=Box)
    now: datetime = field(default_factory=lambda: datetime.now(tz=UTC))
    arrived: list[Arrived] = field(default_factory=list)

    async def handle_DATA(  # noqa: N802 - the name that aiosmtpd calls
        self, server: SMTP, session: Session, envelope: Envelope
    ) -> str:
        """Deliver."""
        if any(one.startswith(f"{REPLIES}+") for one in envelope.rcpt_tos):
            self.box.put(cast(bytes, envelope.content))
            return "250 OK"
        said = await super().handle_DATA(server, session, envelope)
        self.arrived.append(Arrived(self.now, self.mails[-1]))
        return said


@dataclass
class DrivenSite(Site):
    """A running site that does what it is told at the moment it is told."""

    process: "subprocess.Popen[str]"
    server: MailServer
    smtp_port: int

    @property
    def now(self) -> datetime:
        """What its clock shows."""
        return self.server.now

    def do(self, order: str, **more: object) -> Any:  # noqa: ANN401 - JSON of the order's choice
        """Give an order and wait until it is done."""
        assert self.process.stdin
        assert self.process.stdout
        line = json.dumps({"at": self.now.isoformat(), "do": order, **more})
        print(line, file=self.process.stdin, flush=True)
        answer = self.process.stdout.readline()
        assert answer, self.log.read_text()
        return json.loads(answer)

    def until(self, moment: datetime) -> None:
        """Let time pass; the worker looks every hour of working days, and at that moment."""
        moment = moment.astimezone(UTC)
        while self.now < moment:
            self.server.now = min(_next_look(self.now), moment)
            is_whole = self.now == moment or self.now.hour in WHOLE
            self.do("work" if is_whole else "remind")

    def send(self, mail: EmailMessage) -> None:
        """Post a mail as a member's mail program does; the worker then looks into the mailbox."""
        with smtplib.SMTP("127.0.0.1", self.smtp_port) as program:
            program.send_message(mail)
        self.do("collect")

    def pipe(self, mail: EmailMessage) -> None:
        """Hand a mail to `collegium receive-mail`, as a mail server on the same machine does."""
        subprocess.run(
            [*CLOCKWORK, self.now.isoformat(), "receive-mail", "--to", str(mail["To"])],
            input=mail.as_bytes(),
            env=self.environment,
            cwd=ROOT,
            check=True,
        )

    def mails_to(self, email: str) -> list[Arrived]:
        """All that somebody got, the oldest first."""
        return [one for one in self.server.arrived if email in str(one.mail["To"])]


def _next_look(now: datetime) -> datetime:
    hour = now.replace(minute=0) + timedelta(hours=1)
    while hour.hour not in HOURS[hour.weekday() < 5]:
        hour += timedelta(hours=1)
    return hour


@contextmanager
def driven_site(folder: Path, now: datetime) -> Iterator[DrivenSite]:
    """Serve from an empty folder, from a moment on, until the block ends."""
    port, smtp_port = free_port(), free_port()
    with a_box() as box:
        server = MailServer(box=box, now=now.astimezone(UTC))
        smtp = Controller(server, hostname="127.0.0.1", port=smtp_port)
        smtp.start()
        environment = environment_of(folder, port, smtp_port) | {
            "COLLEGIUM_MAIL_FROM": f"Collegium <collegium@{DOMAIN}>",
            "COLLEGIUM_REPLY_ADDRESS": f"{REPLIES}@{DOMAIN}",
            "COLLEGIUM_IMAP_URL": box.url,
            "DJANGO_SETTINGS_MODULE": "collegium.config.settings",
        }
        (folder / "data" / "static").mkdir(parents=True)
        log = folder / "server.log"
        with log.open("w") as out:
            process = subprocess.Popen(
                [*CLOCKWORK, now.isoformat(), "site", str(port)],
                env=environment,
                cwd=ROOT,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=out,
                text=True,
            )
            site = DrivenSite(
                address=f"http://localhost:{port}",
                data=folder / "data",
                log=log,
                post=server,
                environment=environment,
                process=process,
                server=server,
                smtp_port=smtp_port,
            )
            try:
                wait_until_healthy(site, process)
                yield site
            finally:
                process.kill()
                process.communicate()
                smtp.stop()
