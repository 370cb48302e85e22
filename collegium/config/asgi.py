"""One ASGI application: WebSockets go to the live session, everything else to Django's pages."""

import asyncio
import gc
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import cast

from a2wsgi import WSGIMiddleware
from a2wsgi.wsgi_typing import WSGIApp
from starlette.routing import Mount, Router
from starlette.types import ASGIApp

from collegium.config.doorway import Doorway
from collegium.config.wsgi import application as pages
from collegium.meetings import routing

PAGE_THREADS = int(os.environ.get("COLLEGIUM_THREADS", "8"))
# A full collection walks every object of every open socket; it may be rare.
COLLECTION_THRESHOLDS = (50_000, 50, 50)
COLLECT_ALL_EVERY = 300.0  # seconds


@asynccontextmanager
async def lifespan(_: object) -> AsyncIterator[dict[str, object]]:
    """What was loaded at start-up is never garbage; then let the live session open and close.

    What live sessions know is replaced all the time, and nothing in it refers to itself. Python
    would look through all of it again and again for a fifth of a second; so it is told after each
    lot that there is nothing to look for. Pages that were being made meanwhile do leave something.
    """
    _collect_all()
    gc.set_threshold(*COLLECTION_THRESHOLDS)
    collecting = asyncio.create_task(_collect_all_now_and_then())
    try:
        async with routing.opened(after_drawing=gc.freeze) as live:
            yield {"live": live}
    finally:
        collecting.cancel()


async def _collect_all_now_and_then() -> None:
    while True:
        await asyncio.sleep(COLLECT_ALL_EVERY)
        _collect_all()


def _collect_all() -> None:
    gc.unfreeze()
    gc.collect()
    gc.freeze()


application = Doorway(
    Router(
        routes=[
            *routing.routes,
            Mount("/", cast(ASGIApp, WSGIMiddleware(cast(WSGIApp, pages), workers=PAGE_THREADS))),
        ],
        lifespan=lifespan,
    )
)
