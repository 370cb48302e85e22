"""The least that can be done: a Starlette hub that hands every message to all in the room."""

from collections import defaultdict

from starlette.applications import Starlette
from starlette.routing import WebSocketRoute
from starlette.websockets import WebSocket, WebSocketDisconnect

rooms: defaultdict[str, set[WebSocket]] = defaultdict(set)


async def attend(socket: WebSocket) -> None:
    """Pass on what one member sends; nothing is stored, checked or drawn."""
    await socket.accept()
    room = rooms[socket.path_params["session"]]
    room.add(socket)
    try:
        while True:
            text = await socket.receive_text()
            for one in tuple(room):
                await one.send_text(text)
    except WebSocketDisconnect:
        room.discard(socket)


application = Starlette(routes=[WebSocketRoute("/live/{session}/", attend)])
