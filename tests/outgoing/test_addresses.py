"""Which addresses lead out, and to which machines."""

import pytest

from collegium.outgoing import Reason, RefusedError, origin, target
from collegium.outgoing.addresses import is_public


@pytest.mark.parametrize(
    ("address", "reason"),
    [
        ("http://calendar.example/a.ics", Reason.NOT_HTTPS),
        ("file:///etc/passwd", Reason.NOT_AN_ADDRESS),
        ("gopher://calendar.example/", Reason.NOT_AN_ADDRESS),
        ("calendar.example/a.ics", Reason.NOT_AN_ADDRESS),
        ("https:///a.ics", Reason.NOT_AN_ADDRESS),
        ("https://", Reason.NOT_AN_ADDRESS),
        ("https://calendar.example:99999/", Reason.NOT_AN_ADDRESS),
        ("https://calendar.example:0/", Reason.NOT_AN_ADDRESS),
        ("https://[::1/", Reason.NOT_AN_ADDRESS),
        ("https://calendar.example/a b", Reason.NOT_AN_ADDRESS),
        ("https://calendar.example/a\r\nX: y", Reason.NOT_AN_ADDRESS),
        ("https://calendar.example\\@10.0.0.1/", Reason.NOT_AN_ADDRESS),
        ("https://calendar.example@10.0.0.1/", Reason.HAS_PASSWORD),
        ("https://ann:secret@calendar.example/", Reason.HAS_PASSWORD),
        ("https://2130706433/", Reason.NOT_AN_ADDRESS),
        ("https://0x7f000001/", Reason.NOT_AN_ADDRESS),
        ("https://0x7f.1/", Reason.NOT_AN_ADDRESS),
        ("https://0177.0.0.1/", Reason.NOT_AN_ADDRESS),
        ("https://127.1/", Reason.NOT_AN_ADDRESS),
        ("https://127.0.0.1.:8000/x", None),
        ("https://" + "a" * 2000 + ".example/", Reason.NOT_AN_ADDRESS),
        ("https://" + "a" * 70 + ".example/", Reason.NOT_AN_ADDRESS),
    ],
)
def test_what_is_no_outside_address_is_refused(address: str, reason: Reason | None) -> None:
    if reason is None:  # a plain number is judged by where it leads
        assert target(address).host == "127.0.0.1"
        return
    with pytest.raises(RefusedError) as refused:
        target(address)
    assert refused.value.reason is reason


def test_an_address_keeps_its_meaning_on_the_wire() -> None:
    found = target("https://Kalender.Müller.example:8443/a/ü%20b.ics?key=x%2Fy&z=é#part")
    assert found.host == "kalender.xn--mller-kva.example"
    assert found.path == "/a/%C3%BC%20b.ics?key=x%2Fy&z=%C3%A9"
    assert found.named == "kalender.xn--mller-kva.example:8443"
    assert target("https://a.example").path == "/"
    assert "key" not in repr(found)


def test_only_an_origin_that_the_operator_trusts_may_be_plain() -> None:
    trusted = {origin("http://calendar.intern:5232")}
    assert target("http://calendar.intern:5232/ann.ics", trusted=trusted).port == 5232
    with pytest.raises(RefusedError):
        target("http://calendar.intern:5233/ann.ics", trusted=trusted)


@pytest.mark.parametrize(
    "machine",
    [
        "127.0.0.1",
        "10.1.2.3",
        "172.16.0.1",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1",
        "0.0.0.0",  # noqa: S104 - an address to refuse, nothing binds to it
        "224.0.0.1",
        "255.255.255.255",
        "240.0.0.1",
        "198.18.0.1",
        "192.0.2.1",
        "::1",
        "::",
        "::ffff:127.0.0.1",
        "::ffff:8.8.8.8",
        "::127.0.0.1",
        "fe80::1",
        "fe80::1%eth0",
        "fc00::1",
        "fd12:3456::1",
        "fec0::1",
        "ff02::1",
        "2001:db8::1",
        "2002:7f00:1::",
        "2001:0:7f00:1::",
        "64:ff9b::10.0.0.1",
        "64:ff9b:1::1",
        "3fff::1",
        "2606:4700::5efe:10.0.0.1",
        "2606:4700::200:5efe:8.8.8.8",
        "192.88.99.1",
        "0.1.2.3",
        "calendar.example",
    ],
)
def test_machines_that_not_everybody_can_reach(machine: str) -> None:
    assert not is_public(machine)


@pytest.mark.parametrize("machine", ["8.8.8.8", "2a00:1450:4001:80b::200e", "64:ff9b::8.8.8.8"])
def test_machines_that_everybody_can_reach(machine: str) -> None:
    assert is_public(machine)
