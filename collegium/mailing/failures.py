"""What an error of the mail server means: for this address, for this mail, for all of them."""

from dataclasses import dataclass
from enum import Enum, auto
from smtplib import SMTPDataError, SMTPRecipientsRefused, SMTPResponseException, SMTPSenderRefused

GOING_AWAY = 421


class Meaning(Enum):
    """What to do next."""

    ADDRESS = auto()  # it does not work; trying again would not help
    MAIL = auto()  # try this one later
    SERVER = auto()  # try everything later


@dataclass(frozen=True, slots=True)
class Failure:
    """An error without its words, since a server's answer may repeat what was sent."""

    meaning: Meaning
    problem: str


def failure_of(error: OSError) -> Failure:
    """Read an error of the connection or of the SMTP conversation (RFC 5321, section 4.2)."""
    code = _code(error)
    problem = f"{type(error).__name__} {code}" if code else type(error).__name__
    if code == GOING_AWAY:
        return Failure(Meaning.SERVER, problem)
    match error:
        case SMTPRecipientsRefused():
            return Failure(Meaning.ADDRESS if code >= 500 else Meaning.MAIL, problem)
        case SMTPDataError() | SMTPSenderRefused():
            return Failure(Meaning.MAIL, problem)
    return Failure(Meaning.SERVER, problem)


def _code(error: OSError) -> int:
    match error:
        case SMTPRecipientsRefused():
            answers: list[tuple[int, bytes]] = list(error.recipients.values())
            return answers[0][0] if answers else 0
        case SMTPResponseException():
            return int(error.smtp_code)
    return 0
