"""Collecting replies from a mailbox over IMAP, beside the worker."""

import imaplib
import logging
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.db import close_old_connections, connections

from collegium.mailing.arrival import Arrival, take_in
from collegium.mailing.inbound.reading import LARGEST
from collegium.outgoing import is_this_machine

logger = logging.getLogger(__name__)

PAUSE = 60.0  # seconds between two looks
LONGEST_PAUSE = 900.0  # while the mailbox cannot be reached
PATIENCE = 30.0  # seconds for one answer of the server
AT_ONCE = 200  # mails of one look

# What is kept is deleted: the words of a group lie in no mailbox. What is not ours stays.
FLAGS = {
    Arrival.DONE: r"(\Deleted)",
    Arrival.NOT_OURS: r"(\Seen)",
    Arrival.BROKEN: r"(\Seen \Flagged)",
}


class MailboxError(Exception):
    """The mailbox did not answer as it should. Never with the server's own words."""


@dataclass(frozen=True, slots=True)
class Mailbox:
    """Where replies are collected."""

    host: str
    port: int
    user: str
    password: str = field(repr=False)
    folder: str
    is_secure: bool


def mailbox_of(url: str) -> Mailbox | None:
    """The mailbox named by `imaps://user:password@host/folder`; None for an empty one.

    Raises `ValueError` for anything else. With `imap://` the connection is still encrypted,
    unless the server is on this machine and does not offer that.
    """
    if not url:
        return None
    parts = urlsplit(url)
    if parts.scheme not in {"imap", "imaps"} or not parts.hostname:
        raise ValueError("COLLEGIUM_IMAP_URL wants imaps://user:password@host/INBOX")
    is_secure = parts.scheme == "imaps"
    return Mailbox(
        host=parts.hostname,
        port=parts.port or (993 if is_secure else 143),
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
        folder=unquote(parts.path.strip("/")) or "INBOX",
        is_secure=is_secure,
    )


def collect(box: Mailbox, stop: threading.Event) -> int:
    """Take in what is unread, one mail after the other; how many there were.

    A mail is marked after what it says is kept, so a crash in between brings it once more, and
    its identity lets it count once. Raises `MailboxError`, also where the server is away.
    """
    try:
        with _opened(box) as server:
            return _collected(server, stop)
    except (OSError, imaplib.IMAP4.error) as error:
        raise MailboxError(type(error).__name__) from None


@contextmanager
def collecting_beside() -> Iterator[None]:
    """Look into the mailbox every minute until the block ends, if one is set."""
    box = mailbox_of(settings.IMAP_URL)
    if box is None:
        yield
        return
    stop = threading.Event()
    looker = threading.Thread(target=_keep_looking, args=(box, stop), daemon=True, name="mailbox")
    looker.start()
    try:
        yield
    finally:
        stop.set()
        looker.join(timeout=5)


def collect_once() -> None:
    """One look into the mailbox, if one is set."""
    box = mailbox_of(settings.IMAP_URL)
    if box is not None:
        _looked(box, threading.Event())


def _keep_looking(box: Mailbox, stop: threading.Event) -> None:
    pause = PAUSE
    while not stop.is_set():
        close_old_connections()
        pause = PAUSE if _looked(box, stop) else min(pause * 2, LONGEST_PAUSE)
        stop.wait(pause)
    connections.close_all()


def _looked(box: Mailbox, stop: threading.Event) -> bool:
    try:
        collect(box, stop)
    except MailboxError as error:
        logger.warning("mailbox: %s; we try again", error)
        return False
    return True


@contextmanager
def _opened(box: Mailbox) -> Iterator[imaplib.IMAP4]:
    server = _connected(box, ssl.create_default_context())
    try:
        server.login(box.user, box.password)
        _checked(server.select(f'"{box.folder}"'))
        yield server
    finally:
        with suppress(OSError, imaplib.IMAP4.error):
            server.logout()


def _connected(box: Mailbox, context: ssl.SSLContext) -> imaplib.IMAP4:
    if box.is_secure:
        return imaplib.IMAP4_SSL(box.host, box.port, ssl_context=context, timeout=PATIENCE)
    server = imaplib.IMAP4(box.host, box.port, timeout=PATIENCE)
    if "STARTTLS" in server.capabilities:
        server.starttls(context)
    elif not is_this_machine(box.host):
        server.shutdown()
        raise MailboxError("no STARTTLS")
    return server


def _collected(server: imaplib.IMAP4, stop: threading.Event) -> int:
    found = _checked(server.uid("SEARCH", "UNSEEN", "UNDELETED"))
    numbers = [one.decode() for one in (found[0] or b"").split()][:AT_ONCE]
    count = 0
    for number in numbers:
        if stop.is_set():
            break
        arrival = take_in(_fetched(server, number))
        if arrival is Arrival.LATER:
            break
        _checked(server.uid("STORE", number, "+FLAGS.SILENT", FLAGS[arrival]))
        count += 1
    if count:
        _checked(server.expunge())
    return count


def _fetched(server: imaplib.IMAP4, number: str) -> bytes:
    """As much of a mail as is looked at, without marking it as read."""
    parts = _checked(server.uid("FETCH", number, f"(BODY.PEEK[]<0.{LARGEST}>)"))
    return next((part[1] for part in parts if isinstance(part, tuple)), b"")


def _checked[Answer](answer: tuple[str, list[Answer]]) -> list[Answer]:
    said, parts = answer
    if said != "OK":
        raise MailboxError(said)
    return parts
