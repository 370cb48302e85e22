"""A connection that says nothing, or says it letter by letter, is hung up on."""

import asyncio
from typing import Any

from uvicorn.protocols.http.h11_impl import H11Protocol

HEAD_WITHIN = 20.0  # seconds from the first moment to the end of a request's head


class PunctualProtocol(H11Protocol):
    """uvicorn's HTTP, with a bound on the time that the head of a request may take."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self._late: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # as uvicorn has it
        """Begin to wait."""
        super().connection_made(transport)
        self._watch()

    def data_received(self, data: bytes) -> None:
        """Wait on, unless the head is there."""
        super().data_received(data)
        self._watch()

    def connection_lost(self, exc: Exception | None) -> None:
        """Wait no longer."""
        super().connection_lost(exc)
        self._stop()

    def _watch(self) -> None:
        is_awaited = self.cycle is None or self.cycle.response_complete
        is_ours = self.transport.get_protocol() is self  # a WebSocket is watched by pings
        if is_awaited and is_ours and not self.transport.is_closing():
            self._late = self._late or self.loop.call_later(HEAD_WITHIN, self._hang_up)
        else:
            self._stop()

    def _stop(self) -> None:
        if self._late:
            self._late.cancel()
            self._late = None

    def _hang_up(self) -> None:
        self._late = None
        if self.cycle is None or self.cycle.response_complete:
            self.transport.close()
