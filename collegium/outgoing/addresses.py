"""What an outside address may look like, and to which machines it may lead."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address
from urllib.parse import SplitResult, quote, urlsplit

LONGEST = 2000  # characters of an address
PORTS = {"https": 443, "http": 80}
KEPT_AS_TYPED = "/%:@!$&'()*+,;=-._~?"
WIDE = IPv6Network("2000::/3")  # the only part of IPv6 that is given out to the public
TRANSLATED = IPv6Network("64:ff9b::/96")  # IPv4 behind NAT64
# What older Pythons do not know: examples in documents (RFC 9637), relays given up (RFC 7526).
EXAMPLES, RELAYS = IPv6Network("3fff::/20"), IPv4Network("192.88.99.0/24")
ISATAP = frozenset({0x00005EFE, 0x02005EFE})  # before an IPv4 address, in the second half


class Reason(StrEnum):
    """Why nothing was fetched. It names no address."""

    NOT_AN_ADDRESS = "not an address"
    NOT_HTTPS = "not https"
    HAS_PASSWORD = "has password"  # noqa: S105 - a reason, not a secret
    INTERNAL = "internal"
    UNKNOWN_HOST = "unknown host"
    UNREACHABLE = "unreachable"
    UNTRUSTED = "untrusted certificate"
    TOO_SLOW = "too slow"
    TOO_LARGE = "too large"
    MOVED = "moved"
    GARBLED = "garbled"


class RefusedError(Exception):
    """Nothing was fetched; `reason` says why, and neither address nor password stands in it."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Target:
    """An address taken apart. It shows its host only: the path can be a secret."""

    scheme: str
    host: str  # in ASCII and lower case
    port: int
    path: str = field(repr=False)  # with its query, as it goes over the wire

    @property
    def origin(self) -> str:
        """Scheme, host and port, as operators name them."""
        return f"{self.scheme}://{_bracketed(self.host)}:{self.port}"

    @property
    def named(self) -> str:
        """The host as the `Host` header has it."""
        usual = self.port == PORTS[self.scheme]
        return _bracketed(self.host) if usual else f"{_bracketed(self.host)}:{self.port}"


def target(address: str, *, trusted: Collection[str] = ()) -> Target:
    """Take an address apart, or raise `RefusedError`.

    `trusted` are origins as `origin` writes them, which an operator vouches for: only they may
    be plain http.
    """
    found = _taken_apart(address)
    if found.scheme != "https" and found.origin not in trusted:
        raise RefusedError(Reason.NOT_HTTPS)
    return found


def origin(address: str) -> str:
    """Scheme, host and port of an address that an operator trusts; may raise `RefusedError`."""
    return _taken_apart(address).origin


def is_this_machine(host: str) -> bool:
    """Whether what is sent to a host never leaves this machine; a path is a socket's."""
    return host.strip("[]") in {"", "localhost", "127.0.0.1", "::1"} or host.startswith("/")


def reachable(found: Target, machines: Sequence[str], *, trusted: Collection[str]) -> None:
    """Raise `RefusedError` unless every machine that the name stands for is a public one."""
    if not machines:
        raise RefusedError(Reason.UNKNOWN_HOST)
    if found.origin not in trusted and not all(is_public(machine) for machine in machines):
        raise RefusedError(Reason.INTERNAL)


def is_public(machine: str) -> bool:
    """Whether a numeric address belongs to a machine that anybody on the internet can reach."""
    try:
        number = ip_address(machine)
    except ValueError:
        return False
    if isinstance(number, IPv6Address):
        return _is_public_6(number)
    return number.is_global and not number.is_multicast and number not in RELAYS


def _is_public_6(number: IPv6Address) -> bool:
    if number.scope_id is not None:
        return False
    if number in TRANSLATED:
        return is_public(str(IPv4Address(int(number) & 0xFFFFFFFF)))
    tunnelled = number.sixtofour is not None or number.teredo is not None or _is_isatap(number)
    return number in WIDE and number.is_global and not tunnelled and number not in EXAMPLES


def _is_isatap(number: IPv6Address) -> bool:
    return int(number) >> 32 & 0xFFFFFFFF in ISATAP


def _taken_apart(address: str) -> Target:
    if len(address) > LONGEST or any(ord(c) <= 32 or ord(c) == 127 or c == "\\" for c in address):
        raise RefusedError(Reason.NOT_AN_ADDRESS)
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError:
        raise RefusedError(Reason.NOT_AN_ADDRESS) from None
    if parts.scheme not in PORTS or not parts.hostname or port == 0:
        raise RefusedError(Reason.NOT_AN_ADDRESS)
    if "@" in parts.netloc:
        raise RefusedError(Reason.HAS_PASSWORD)
    return Target(
        parts.scheme, _host(parts.hostname), port or PORTS[parts.scheme], _on_the_wire(parts)
    )


def _on_the_wire(parts: SplitResult) -> str:
    path = parts.path or "/"
    asked = f"{path}?{parts.query}" if parts.query else path
    return quote(asked, safe=KEPT_AS_TYPED)


def _host(name: str) -> str:
    if ":" in name:  # urlsplit has seen to it that this is a bracketed IPv6 address
        return name
    try:
        plain = name.encode("idna").decode().lower().removesuffix(".")
    except UnicodeError:
        raise RefusedError(Reason.NOT_AN_ADDRESS) from None
    if not plain or (_is_number(plain.rsplit(".", 1)[-1]) and not _is_dotted_quad(plain)):
        # 2130706433, 0x7f.1 and 0177.1 mean a machine to some resolvers, and no name ends so
        raise RefusedError(Reason.NOT_AN_ADDRESS)
    return plain


def _is_number(label: str) -> bool:
    return label.isdigit() or label.startswith("0x")


def _is_dotted_quad(name: str) -> bool:
    try:
        IPv4Address(name)
    except ValueError:
        return False
    return True


def _bracketed(host: str) -> str:
    return f"[{host}]" if ":" in host else host
