"""A mailbox that speaks IMAP, as small as one can be and as real as `imaplib` wants it."""

import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from tests.ports import free_port

USER, PASSWORD = "collegium", "s3cret/word"


@dataclass
class Box:
    """Messages by number, with their flags; what was asked of it."""

    mails: dict[int, bytes] = field(default_factory=dict)
    flags: dict[int, set[str]] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    refuses: str = ""  # a verb that it answers with NO
    port: int = 0

    @property
    def url(self) -> str:
        """Where it is."""
        return f"imap://{USER}:s3cret%2Fword@127.0.0.1:{self.port}/INBOX"

    def put(self, raw: bytes) -> int:
        """Deliver a mail; its number."""
        number = max(self.mails, default=0) + 1
        self.mails[number] = raw
        self.flags[number] = set()
        return number


@contextmanager
def a_box() -> Iterator[Box]:
    """A mailbox on a port of its own."""
    box = Box(port=free_port())

    class Talk(_Talk):
        held = box

    with socketserver.ThreadingTCPServer(("127.0.0.1", box.port), Talk) as server:
        server.daemon_threads = True
        threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
        yield box
        server.shutdown()


class _Talk(socketserver.StreamRequestHandler):
    held: Box

    def handle(self) -> None:
        self.wfile.write(b"* OK ready\r\n")
        while line := self.rfile.readline().decode().strip():
            tag, _space, rest = line.partition(" ")
            self.held.asked.append(rest)
            verb = rest.removeprefix("UID ").partition(" ")[0].upper()
            refused = verb == self.held.refuses
            if not refused:
                getattr(self, f"do_{verb.lower()}", self._nothing)(rest)
            self.wfile.write(f"{tag} {'NO' if refused else 'OK'} {verb}\r\n".encode())
            if verb == "LOGOUT":
                return

    def _nothing(self, _rest: str) -> None:
        """Say OK and nothing else."""

    def do_capability(self, _rest: str) -> None:
        self.wfile.write(b"* CAPABILITY IMAP4rev1\r\n")

    def do_login(self, rest: str) -> None:
        assert rest == f'LOGIN {USER} "{PASSWORD}"'

    def do_select(self, _rest: str) -> None:
        self.wfile.write(f"* {len(self.held.mails)} EXISTS\r\n".encode())

    def do_search(self, _rest: str) -> None:
        unread = [
            at for at, flags in self.held.flags.items() if not flags & {"\\Seen", "\\Deleted"}
        ]
        self.wfile.write(f"* SEARCH {' '.join(map(str, unread))}\r\n".encode())

    def do_fetch(self, rest: str) -> None:
        number = int(rest.split()[2])
        most = int(rest.partition("<0.")[2].partition(">")[0])
        raw = self.held.mails[number][:most]
        head = f"* {number} FETCH (UID {number} BODY[]<0> {{{len(raw)}}}\r\n".encode()
        self.wfile.write(head + raw + b")\r\n")

    def do_store(self, rest: str) -> None:
        _uid, _store, number, _what, flags = rest.split(" ", 4)
        self.held.flags[int(number)] |= set(flags.strip("()").split())

    def do_expunge(self, _rest: str) -> None:
        for number in [at for at, flags in self.held.flags.items() if "\\Deleted" in flags]:
            del self.held.mails[number], self.held.flags[number]
