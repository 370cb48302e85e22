"""A line that can be cut: a small proxy before the server, for what a browser cannot be told.

Playwright's offline switch leaves WebSockets open; here they break, or nothing comes through.
"""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress

PIECE = 65536


class Cable:
    """Carries bytes between browsers and a server."""

    def __init__(self, port: int) -> None:
        self._server = port
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._carries = True
        self._answers = threading.Event()
        self._answers.set()
        self._open: set[socket.socket] = set()
        threading.Thread(target=self._accept, daemon=True).start()

    @property
    def origin(self) -> str:
        """The address that browsers use instead of the server's."""
        return f"http://127.0.0.1:{self._listener.getsockname()[1]}"

    def cut(self) -> None:
        """Break every connection, and every new one."""
        self._carries = False
        self._break()

    def mend(self) -> None:
        """Carry again."""
        self._carries = True
        self._answers.set()

    def swallow_answers(self) -> None:
        """Go on carrying to the server, and nothing back from it."""
        self._answers.clear()

    def close(self) -> None:
        """Carry nothing any more."""
        self.cut()
        self._answers.set()
        self._listener.close()

    def _break(self) -> None:
        for end in tuple(self._open):
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)

    def _accept(self) -> None:
        with suppress(OSError):  # closed
            while True:
                browser, _ = self._listener.accept()
                threading.Thread(target=self._connect, args=(browser,), daemon=True).start()

    def _connect(self, browser: socket.socket) -> None:
        if not self._carries:
            browser.close()
            return
        server = socket.create_connection(("127.0.0.1", self._server))
        self._open |= {browser, server}
        back = threading.Thread(target=self._carry, args=(server, browser, self._answers))
        back.daemon = True
        back.start()
        self._carry(browser, server)

    def _carry(
        self, source: socket.socket, target: socket.socket, gate: threading.Event | None = None
    ) -> None:
        with suppress(OSError):
            while piece := source.recv(PIECE):
                if gate and not gate.is_set():
                    continue  # lost on the way
                target.sendall(piece)
        for end in (source, target):
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
            end.close()
            self._open.discard(end)


@contextmanager
def cable_to(port: int) -> Iterator[Cable]:
    """A cable to the server at `port`, in one piece."""
    cable = Cable(port)
    try:
        yield cable
    finally:
        cable.close()
