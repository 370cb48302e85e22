"""The address to which a mail can be answered, and how a token is found in one."""

import re
from collections.abc import Iterable, Iterator
from datetime import datetime

from django.conf import settings

from collegium.mailing.models import Mail, MailKind
from collegium.mailing.sender import sender
from collegium.mailing.tokens import REPLY_LETTERS, reply_token

ANSWERABLE = frozenset({MailKind.LOG, MailKind.CHECK_IN, MailKind.TIP, MailKind.DIGEST})
PLACE = "*"
LONGEST_LOCAL_PART = 64  # RFC 5321
TOKEN = re.compile(rf"[a-z2-7]{{{REPLY_LETTERS}}}", re.IGNORECASE)


class ReplyAddressError(ValueError):
    """The address for replies, as it is set, cannot hold a token."""


def pattern_of(address: str) -> str:
    """An address with `*` where a token goes: after a plus, unless it says so itself.

    Empty for an empty one; raises `ReplyAddressError` where no token fits.
    """
    local, at, domain = address.strip().rpartition("@")
    if not address.strip():
        return ""
    local = local if PLACE in local else f"{local}+{PLACE}"
    room = LONGEST_LOCAL_PART - len(local) + 1
    if not (at and domain) or local[0] == "+" or local.count(PLACE) != 1 or room < REPLY_LETTERS:
        raise ReplyAddressError(
            f"COLLEGIUM_REPLY_ADDRESS wants an address such as reply@collegium.example with at "
            f"most {LONGEST_LOCAL_PART - REPLY_LETTERS - 1} characters before the @."
        )
    return f"{local}@{domain}"


def takes_replies(kind: str) -> bool:
    """Whether a mail of this kind can be answered by replying, here and now."""
    return bool(settings.REPLY_ADDRESS) and kind in ANSWERABLE


def reply_address(mail: Mail, *, now: datetime) -> str:
    """Where a reply to this mail goes; empty where none is taken."""
    if not takes_replies(mail.kind):
        return ""
    return pattern_of(settings.REPLY_ADDRESS).replace(PLACE, reply_token(mail, now=now))


def tokens_in(addresses: Iterable[str]) -> Iterator[str]:
    """The tokens in addresses that are ours, whatever their case."""
    before, _place, after = pattern_of(settings.REPLY_ADDRESS).lower().partition(PLACE)
    if not after:
        return
    for address in addresses:
        lowered = address.strip().lower()
        token = lowered.removeprefix(before).removesuffix(after)
        if lowered == f"{before}{token}{after}" and TOKEN.fullmatch(token):
            yield token


def our_addresses() -> tuple[str, ...]:
    """What a mail program calls us when it quotes: our address, the end of those for replies."""
    after = pattern_of(settings.REPLY_ADDRESS).partition(PLACE)[2]
    return tuple(name for name in (sender().address, after) if "@" in name)
