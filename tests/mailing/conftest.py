"""A real SMTP server for every test that asks for it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default

import pytest
from aiosmtpd.controller import Controller
from pytest_django import Settings

from tests.ports import free_port


@dataclass
class Office:
    """What arrived, and what the server answers instead of "250 OK"."""

    arrived: list[EmailMessage] = field(default_factory=list)
    to_recipient: dict[str, str] = field(default_factory=dict)
    to_data: str = ""
    port: int = 0
    on_arrival: Callable[[], None] = lambda: None

    def of(self, address: str) -> list[EmailMessage]:
        """What arrived for an address."""
        return [mail for mail in self.arrived if address in str(mail["To"])]

    async def handle_RCPT(  # noqa: N802 - the name is aiosmtpd's
        self, _server: object, _session: object, envelope: object, address: str, _options: object
    ) -> str:
        """Take a recipient, or not."""
        if answer := self.to_recipient.get(address):
            return answer
        envelope.rcpt_tos.append(address)  # type: ignore[attr-defined]  # aiosmtpd has no types
        return "250 OK"

    async def handle_DATA(self, _server: object, _session: object, envelope: object) -> str:  # noqa: N802 - the name is aiosmtpd's
        """Take a mail, or not."""
        if self.to_data:
            return self.to_data
        content: bytes = envelope.content  # type: ignore[attr-defined]  # aiosmtpd has no types
        self.arrived.append(message_from_bytes(content, _class=EmailMessage, policy=default))
        self.on_arrival()
        return "250 OK"


@pytest.fixture
def office(settings: Settings) -> Iterator[Office]:
    """An SMTP server on a port of its own, to which all mail goes."""
    office = Office()
    office.port = free_port()
    controller = Controller(office, hostname="127.0.0.1", port=office.port)
    controller.start()
    use(settings, office.port)
    yield office
    controller.stop()


def use(settings: Settings, port: int) -> None:
    """Send all mail to a port of this machine."""
    options = {"host": "127.0.0.1", "port": port, "timeout": 5}
    settings.MAILERS = {
        "default": {"BACKEND": "collegium.mailing.smtp.Backend", "OPTIONS": options}
    }
    settings.DEFAULT_FROM_EMAIL = "Collegium <collegium@northwind.example>"
