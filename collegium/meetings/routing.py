"""The address of the live connection, and what has to run while it is open."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from functools import partial

from django.conf import settings
from django.db import connection
from starlette.routing import BaseRoute, WebSocketRoute
from starlette.types import Receive, Scope, Send
from starlette.websockets import WebSocket

from collegium.meetings.consumers import (
    Live,
    attend,
    keep_order,
    keep_presence,
    takes_no_time,
    write_down,
)
from collegium.meetings.live import bus
from collegium.meetings.live.hub import Hub
from collegium.meetings.live.postgres import Ear
from collegium.meetings.live.rendering import get_ready
from collegium.meetings.live.threads import Threads
from collegium.meetings.live.together import Together


class Line:
    """Where browsers connect: not a function, so that nothing is wrapped around each of them."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one connection."""
        await attend(WebSocket(scope, receive, send), scope["state"]["live"])


routes: list[BaseRoute] = [WebSocketRoute("/live/{session_id:uuid}/", Line())]


@asynccontextmanager
async def opened(*, after_drawing: Callable[[], None] = lambda: None) -> AsyncIterator[Live]:
    """Open the hub; close it and its threads when the server stops."""
    threads = Threads()
    hub = Hub(threads, after_drawing)
    live = Live(hub, threads, Together(threads, write_down, takes_no_time))
    ear = Ear() if connection.vendor == "postgresql" else None
    if ear:
        ear.start()
    bus.listen(hub.changed)
    languages = [language for language, _ in settings.LANGUAGES]
    tasks = [
        asyncio.create_task(threads.run(partial(get_ready, languages))),
        asyncio.create_task(hub.keep_looking()),
        asyncio.create_task(keep_presence(hub, threads)),
        asyncio.create_task(keep_order(hub, threads)),
    ]
    try:
        yield live
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        bus.stop_listening(hub.changed)
        if ear:
            await asyncio.to_thread(ear.stop)
        await asyncio.to_thread(threads.close)
