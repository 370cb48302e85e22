"""One running server for all tests of live sessions, each with a session of its own."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser

from tests.browsing import chromium
from tests.meetings.serving import Server, a_server


@pytest.hookimpl(tryfirst=True)  # xdist reads the groups when it is its turn
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Tests that need the server stay together on one worker."""
    for item in items:
        if "server" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.xdist_group("live server"))


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder: Path = tmp_path_factory.mktemp("live")
    with a_server(folder) as running:
        yield running


@pytest.fixture(scope="session")
def open_server(server: Server) -> Server:
    """The same, on tables in which nobody is yet."""
    server.inside("build", "0")
    server.start()
    return server


@pytest.fixture
def session(open_server: Server) -> dict[str, Any]:
    found: dict[str, Any] = open_server.inside("more", "1")[0]
    return found


@pytest.fixture(scope="module")
def running_browser() -> Iterator[Browser]:
    with chromium() as running:
        yield running


@pytest.fixture
def browser(running_browser: Browser) -> Iterator[Browser]:
    """A browser in which nobody has been yet; started once per module."""
    yield running_browser
    for context in running_browser.contexts:
        context.close()
