"""What refers only to itself goes in the end, although nobody looks for it while people act."""

import asyncio
import gc
import weakref
from collections.abc import Iterator

import pytest

from collegium.config import asgi


class Ring:
    def __init__(self) -> None:
        self.itself = self


@pytest.fixture
def as_it_was() -> Iterator[None]:
    yield
    gc.unfreeze()
    gc.enable()


@pytest.mark.usefixtures("as_it_was")
def test_what_was_set_aside_is_looked_through_now_and_then(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(asgi, "COLLECT_ALL_EVERY", 0.01)
    gc.disable()
    ring = weakref.ref(Ring())
    gc.freeze()
    gc.collect()
    assert ring() is not None

    async def a_while() -> None:
        collecting = asyncio.create_task(asgi._collect_all_now_and_then())
        async with asyncio.timeout(20):
            while ring():
                await asyncio.sleep(0.01)
        collecting.cancel()

    asyncio.run(a_while())
    assert gc.get_freeze_count()
