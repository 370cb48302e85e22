"""One post over the wire, and what the answer means."""

from dataclasses import dataclass

from collegium.mailing.chat.shapes import body_of
from collegium.mailing.chat.words import post_of
from collegium.mailing.models import ChatKind, ChatPost, ChatService
from collegium.outgoing import Limits, Reason, RefusedError, Ways, fetch
from collegium.vault import keyring
from collegium.vault.fields import read
from collegium.vault.sealing import VaultError

LIMITS = Limits(connect=5, read=10, total=20, size=64 * 1024)
KIND = {"Content-Type": "application/json; charset=utf-8"}
UNREADABLE = "unreadable"

# Trying again may help here; an answer that cannot be read came after the post did, so it would
# come twice.
PASSING = frozenset({Reason.UNKNOWN_HOST, Reason.UNREACHABLE, Reason.TOO_SLOW})
PASSING_STATUS = frozenset({408, 425, 429, *range(500, 600)}) - {501}


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a post; `problem` is a reason or a status, and empty when all is well."""

    problem: str = ""
    is_lasting: bool = False

    @property
    def is_told(self) -> bool:
        """Whether the channel has it."""
        return not self.problem


def deliver(post: ChatPost, *, ways: Ways) -> Outcome:
    """Post it. Nothing of the address or of the answer is kept but a reason or a status."""
    channel = post.channel
    try:
        address = str(read(channel, "address", key=keyring.key_of(channel.vault_scope)))
        body = body_of(ChatService(channel.service), post_of(channel, ChatKind(post.kind)))
        answer = fetch(address, method="POST", headers=KIND, body=body, limits=LIMITS, ways=ways)
    except VaultError:
        return Outcome(UNREADABLE, is_lasting=True)
    except RefusedError as error:
        return Outcome(error.reason, is_lasting=error.reason not in PASSING)
    return _meaning(answer.status)


def _meaning(status: int) -> Outcome:
    if 200 <= status < 300:
        return Outcome()
    return Outcome(f"status {status}", is_lasting=status not in PASSING_STATUS)
