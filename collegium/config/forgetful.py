"""An open line keeps nothing of how it was opened: no cookie, no headers, nothing of the kind."""

from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol


class ForgetfulProtocol(WebSocketsSansIOProtocol):
    """uvicorn's WebSockets, which need less memory once the handshake is over."""

    def start_keepalive(self) -> None:
        """Forget the handshake; called as soon as the answer to it is sent."""
        super().start_keepalive()
        self.request.headers.clear()
        self.response.headers.clear()
        self.scope["headers"] = []
