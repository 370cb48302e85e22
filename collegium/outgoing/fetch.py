"""Fetching: one name looked up once, one machine, one answer, within a time and a size."""

from __future__ import annotations

import http.client
import socket
import ssl
import threading
import time
import zlib
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from typing import Protocol

from collegium.outgoing.addresses import Reason, RefusedError, Target, reachable, target

type Resolve = Callable[[str, int], Sequence[str]]
CHUNK = 64 * 1024
TRIED = 3  # machines of one name
MOVED = frozenset({301, 302, 303, 307, 308})
GZIP = 16 + zlib.MAX_WBITS


class Dial(Protocol):
    """Connects to a machine by its number."""

    def __call__(self, machine: str, port: int, *, within: float) -> socket.socket:
        """Return an open line within so many seconds, or raise OSError."""


@dataclass(frozen=True, slots=True)
class Limits:
    """How long, in seconds, and how much, in bytes unpacked."""

    connect: float = 5.0
    read: float = 10.0
    total: float = 20.0
    size: int = 5 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server said. A status of 400 or more is an answer, too."""

    status: int
    kind: str  # its Content-Type
    tag: str  # its ETag
    body: bytes = field(repr=False)


def look_up(host: str, port: int) -> Sequence[str]:
    """The machines that the system's resolver knows for a name; none for a name unknown."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        return ()
    return tuple(dict.fromkeys(str(place[0]) for *_, place in found))


def dial(machine: str, port: int, *, within: float) -> socket.socket:
    """Connect to a machine by its number, so that nothing is looked up again."""
    return socket.create_connection((machine, port), timeout=within)


@dataclass(frozen=True, slots=True)
class Ways:
    """How names are looked up and machines reached, and whom an operator vouches for."""

    resolve: Resolve = look_up
    dial: Dial = dial
    trusted: Collection[str] = ()  # origins
    tls: Callable[[], ssl.SSLContext] = ssl.create_default_context


USUAL_WAYS = Ways()
USUAL_LIMITS = Limits()


def fetch(
    address: str,
    *,
    method: str = "GET",
    headers: Mapping[str, str] | None = None,
    body: bytes | None = None,
    limits: Limits = USUAL_LIMITS,
    ways: Ways = USUAL_WAYS,
) -> Answer:
    """Ask a public server for something; raises `RefusedError`, which holds no address.

    No redirect is followed, no proxy and no cookie is used. The time of `limits` covers
    everything from the name to the last byte.
    """
    found = target(address, trusted=ways.trusted)
    ends = time.monotonic() + limits.total
    machines = _resolved(found, ways, limits)
    reachable(found, machines, trusted=ways.trusted)
    try:
        wish = _Wish(method, dict(headers or {}), body)
        with closing(_dialled(found, machines, ways, limits, ends)) as line, _cut_off(line, ends):
            return _asked(line, found, wish, ways=ways, limits=limits)
    except ssl.SSLCertVerificationError:
        raise RefusedError(Reason.UNTRUSTED) from None
    except TimeoutError:
        raise RefusedError(Reason.TOO_SLOW) from None
    except OSError:
        raise RefusedError(Reason.UNREACHABLE) from None
    except (http.client.HTTPException, zlib.error, ValueError):
        raise RefusedError(Reason.GARBLED) from None


@dataclass(frozen=True, slots=True, repr=False)
class _Wish:
    method: str
    headers: dict[str, str]
    body: bytes | None


def _resolved(found: Target, ways: Ways, limits: Limits) -> Sequence[str]:
    """Look the name up, once, and not for longer than all of it may take."""
    answers: list[Sequence[str]] = []

    def ask() -> None:
        answers.append(ways.resolve(found.host, found.port))

    asking = threading.Thread(target=ask, daemon=True)
    asking.start()
    asking.join(limits.total)
    if not answers:
        raise RefusedError(Reason.TOO_SLOW if asking.is_alive() else Reason.UNKNOWN_HOST)
    return answers[0]


def _dialled(
    found: Target, machines: Sequence[str], ways: Ways, limits: Limits, ends: float
) -> socket.socket:
    failure: OSError = TimeoutError()
    for machine in machines[:TRIED]:
        left = ends - time.monotonic()
        if left <= 0:
            break
        try:
            return ways.dial(machine, found.port, within=min(limits.connect, left))
        except OSError as error:
            failure = error
    raise failure


@contextmanager
def _cut_off(line: socket.socket, ends: float) -> Iterator[None]:
    """Hang up at a moment, whatever the server is doing: a drip of bytes resets other clocks.

    Raises TimeoutError where it had to, in place of what that broke.
    """
    cut = threading.Event()
    with closing(line.dup()) as same:  # TLS takes the first one over

        def hang_up() -> None:
            cut.set()
            with suppress(OSError):
                same.shutdown(socket.SHUT_RDWR)

        timer = threading.Timer(max(0.0, ends - time.monotonic()), hang_up)
        timer.daemon = True
        timer.start()
        try:
            yield
        finally:
            timer.cancel()
            timer.join()
            if cut.is_set():
                raise TimeoutError


def _asked(
    line: socket.socket, found: Target, wish: _Wish, *, ways: Ways, limits: Limits
) -> Answer:
    line.settimeout(limits.read)
    if found.scheme == "https":
        line = ways.tls().wrap_socket(line, server_hostname=found.host)
    connection = http.client.HTTPConnection(found.host, found.port)
    connection.sock = line
    usual = {"Host": found.named, "Accept-Encoding": "gzip", "User-Agent": "Collegium"}
    with closing(connection):
        connection.request(wish.method, found.path, wish.body, usual | wish.headers)
        with closing(connection.getresponse()) as answer:
            if answer.status in MOVED:
                raise RefusedError(Reason.MOVED)
            return Answer(
                answer.status,
                answer.getheader("Content-Type", ""),
                answer.getheader("ETag", ""),
                _unpacked(answer, limits.size),
            )


def _unpacked(answer: http.client.HTTPResponse, most: int) -> bytes:
    """The body, never more of it in memory than allowed."""
    packed = answer.getheader("Content-Encoding", "identity").lower()
    if packed not in {"identity", "gzip"}:
        raise RefusedError(Reason.GARBLED)
    unpacker = zlib.decompressobj(GZIP) if packed == "gzip" else None
    whole = bytearray()
    while chunk := answer.read(CHUNK):
        whole += unpacker.decompress(chunk, most + 1 - len(whole)) if unpacker else chunk
        if len(whole) > most:
            raise RefusedError(Reason.TOO_LARGE)
    if answer.length or (unpacker and not unpacker.eof):  # it hung up in the middle
        raise RefusedError(Reason.GARBLED)
    return bytes(whole)
