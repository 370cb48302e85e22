"""One running server for all tests of live sessions, each with a session of its own."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser

from tests.browsing import chromium
from tests.meetings.serving import Server, a_server

SESSIONS = 40


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
def sessions(server: Server) -> Iterator[dict[str, Any]]:
    built: list[dict[str, Any]] = server.inside("build", str(SESSIONS))
    server.start()
    return iter(built)


@pytest.fixture
def session(sessions: Iterator[dict[str, Any]]) -> dict[str, Any]:
    return next(sessions)


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
