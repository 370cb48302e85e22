"""Fetching, from real servers that are up to no good."""

import gzip
import logging
import socket
import time
import zlib
from collections.abc import Sequence
from pathlib import Path

import pytest

from collegium.outgoing import Limits, Reason, RefusedError, Ways, fetch
from tests.outgoing.servers import Talk, certified, says, serving

QUICK = Limits(connect=0.5, read=0.3, total=0.5, size=1000)


def fetched(talk: Talk, *, limits: Limits = QUICK, path: str = "/") -> bytes:
    """What comes from a server that the operator trusts."""
    with serving(talk) as port:
        place = f"http://localhost:{port}"
        return fetch(place + path, limits=limits, ways=Ways(trusted={place})).body


def refusal(talk: Talk, *, limits: Limits = QUICK) -> Reason:
    with pytest.raises(RefusedError) as refused:
        fetched(talk, limits=limits)
    return refused.value.reason


def test_what_a_server_says_comes_back() -> None:
    with serving(says("HTTP/1.1 200 OK", "ETag: 7", "Content-Type: text/calendar", body=b"x")) as p:
        place = f"http://localhost:{p}"
        answer = fetch(place, ways=Ways(trusted={place}))
    assert (answer.status, answer.tag, answer.kind, answer.body) == (
        200,
        "7",
        "text/calendar",
        b"x",
    )


def test_an_error_is_an_answer() -> None:
    with serving(says("HTTP/1.1 403 Forbidden")) as port:
        place = f"http://localhost:{port}"
        assert fetch(place, ways=Ways(trusted={place})).status == 403


def test_names_and_headers_go_over_the_wire_as_they_should() -> None:
    asked: list[bytes] = []

    def talk(line: socket.socket, request: bytes) -> None:
        asked.append(request)
        line.sendall(b"HTTP/1.0 200 OK\r\n\r\n")

    with serving(talk) as port:
        place = f"http://localhost:{port}"
        fetch(f"{place}/a?b=c", headers={"If-None-Match": "7"}, ways=Ways(trusted={place}))
    head = asked[0].decode().lower()
    assert head.startswith("get /a?b=c http/1.1\r\n")
    assert f"\r\nhost: localhost:{port}\r\n" in head
    assert "\r\nif-none-match: 7\r\n" in head


@pytest.mark.parametrize(
    "machines",
    [
        ("127.0.0.1",),
        ("93.184.216.34", "127.0.0.1"),
        ("::ffff:10.0.0.1",),
        ("169.254.169.254", "93.184.216.34"),
    ],
)
def test_a_name_that_leads_inside_is_never_dialled(machines: Sequence[str]) -> None:
    def dial(machine: str, port: int, *, within: float) -> socket.socket:
        raise AssertionError(machine, port, within)

    ways = Ways(resolve=lambda *_: machines, dial=dial)
    with pytest.raises(RefusedError) as refused:
        fetch("https://calendar.example/", ways=ways)
    assert refused.value.reason is Reason.INTERNAL


def test_the_machine_that_was_checked_is_the_one_that_is_dialled(tmp_path: Path) -> None:
    """A resolver that changes its answer is not asked a second time; TLS still checks the name."""
    server, trusting = certified(tmp_path, "calendar.example")
    answers, dialled = [("93.184.216.34",), ("127.0.0.1",)], []
    with serving(says("HTTP/1.1 200 OK", body=b"yes"), tls=server) as port:

        def dial(machine: str, port: int, *, within: float, door: int = port) -> socket.socket:
            assert port == 443
            dialled.append(machine)
            return socket.create_connection(("127.0.0.1", door), within)

        ways = Ways(resolve=lambda *_: answers.pop(0), dial=dial, tls=trusting)
        assert fetch("https://calendar.example/", ways=ways).body == b"yes"
        assert dialled == ["93.184.216.34"]

        answers.insert(0, ("93.184.216.34",))
        with pytest.raises(RefusedError) as refused:
            fetch("https://elsewhere.example/", ways=ways)
        assert refused.value.reason is Reason.UNTRUSTED


def test_a_second_machine_is_tried_where_the_first_is_down() -> None:
    with serving(says("HTTP/1.1 200 OK", body=b"yes")) as port:
        place = f"http://calendar.intern:{port}"
        ways = Ways(resolve=lambda *_: ("127.0.0.2", "127.0.0.1"), trusted={place})
        assert fetch(place, ways=ways).body == b"yes"


def test_a_redirect_to_the_inside_is_not_followed() -> None:
    moved = says("HTTP/1.1 302 Found", "Location: http://169.254.169.254/latest/meta-data/")
    assert refusal(moved) is Reason.MOVED


def test_names_that_nobody_knows() -> None:
    with pytest.raises(RefusedError) as refused:
        fetch("https://calendar.example/", ways=Ways(resolve=lambda *_: ()))
    assert refused.value.reason is Reason.UNKNOWN_HOST


def test_a_resolver_that_does_not_answer_is_not_waited_for() -> None:
    def resolve(*_: object) -> Sequence[str]:
        time.sleep(0.4)
        return ()

    with pytest.raises(RefusedError) as refused:
        fetch("https://calendar.example/", limits=Limits(total=0.1), ways=Ways(resolve=resolve))
    assert refused.value.reason is Reason.TOO_SLOW


def silence(_line: socket.socket, _asked: bytes) -> None:
    time.sleep(0.4)


def drip(line: socket.socket, _asked: bytes) -> None:
    """A byte now and then: no single read takes long."""
    line.sendall(b"HTTP/1.1 200 OK\r\n")
    for _ in range(12):
        line.sendall(b"X")
        time.sleep(0.1)


@pytest.mark.parametrize("talk", [silence, drip])
def test_a_server_that_takes_its_time_is_left(talk: Talk) -> None:
    started = time.monotonic()
    assert refusal(talk) is Reason.TOO_SLOW
    assert time.monotonic() - started < 2


def test_a_server_that_never_ends_its_greeting_is_left() -> None:
    """TLS that drips is hung up on, too."""

    def talk(line: socket.socket, _asked: bytes) -> None:
        line.sendall(b"\x16\x03\x03\x40\x00")
        drip(line, b"")

    with serving(talk) as port:
        place = f"https://localhost:{port}"
        with pytest.raises(RefusedError) as refused:
            fetch(place, limits=QUICK, ways=Ways(trusted={place}))
    assert refused.value.reason is Reason.TOO_SLOW


def test_a_large_answer_is_dropped() -> None:
    assert refusal(says("HTTP/1.1 200 OK", body=b"x" * 1001)) is Reason.TOO_LARGE
    assert len(fetched(says("HTTP/1.1 200 OK", body=b"x" * 1000))) == 1000


def test_a_packed_answer_is_unpacked() -> None:
    packed = says("HTTP/1.1 200 OK", "Content-Encoding: gzip", body=gzip.compress(b"yes" * 100))
    assert fetched(packed) == b"yes" * 100


def test_a_bomb_does_not_go_off() -> None:
    """Ten megabytes in ten kilobytes, and again in another packing that we never asked for."""
    bomb = gzip.compress(b"\0" * 10_000_000)
    assert refusal(says("HTTP/1.1 200 OK", "Content-Encoding: gzip", body=bomb)) is Reason.TOO_LARGE
    other = zlib.compress(b"\0" * 10_000)
    assert refusal(says("HTTP/1.1 200 OK", "Content-Encoding: br", body=other)) is Reason.GARBLED


@pytest.mark.parametrize(
    "answer", [b"SSH-2.0-OpenSSH\r\n", b"", b"HTTP/1.1 200 OK\r\n" + b"a: b\r\n" * 200]
)
def test_a_server_of_another_kind(answer: bytes) -> None:
    def talk(line: socket.socket, _asked: bytes) -> None:
        line.sendall(answer)

    assert refusal(talk) in {Reason.GARBLED, Reason.UNREACHABLE}


def test_a_half_answer_is_none() -> None:
    def talk(line: socket.socket, _asked: bytes) -> None:
        line.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf")

    assert refusal(talk) is Reason.GARBLED
    packed = gzip.compress(b"yes" * 100)[:-9]
    half = says("HTTP/1.1 200 OK", "Content-Encoding: gzip", body=packed)
    assert refusal(half) is Reason.GARBLED


def test_nothing_of_a_secret_shows_in_what_goes_wrong(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    with pytest.raises(RefusedError) as refused:
        fetch(
            "https://calendar.example/secret.ics",
            headers={"Authorization": "Basic secret\n"},
            ways=Ways(resolve=lambda *_: ("10.0.0.1",), trusted=()),
        )
    assert "secret" not in str(refused.value) + repr(refused.value) + caplog.text
    with serving(says("HTTP/1.1 200 OK")) as port:
        place = f"http://localhost:{port}"
        with pytest.raises(RefusedError) as garbled:
            fetch(place, headers={"Authorization": "Basic secret\n"}, ways=Ways(trusted={place}))
    assert garbled.value.reason is Reason.GARBLED
    assert garbled.value.__suppress_context__
    assert "secret" not in str(garbled.value) + repr(garbled.value) + caplog.text
