"""Debian's Chromium. Missing, it is a failure in CI and a loud skip elsewhere."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Browser, BrowserContext, sync_playwright

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
# every page says what its policy stopped, the one that is only reported included
LISTEN = """addEventListener("securitypolicyviolation", (one) => noteViolation(
  `${one.documentURI}: ${one.effectiveDirective} stopped ${one.blockedURI} ${one.sample}`));"""


def violations_in(context: BrowserContext) -> list[str]:
    """What the content security policy stops on any page of a browser, filled as it happens."""
    found: list[str] = []
    context.expose_binding("noteViolation", lambda _source, told: found.append(str(told)))
    context.add_init_script(LISTEN)
    return found


@contextmanager
def chromium() -> Iterator[Browser]:
    """A browser; the caller ends it before Django touches a database in the same process."""
    path = shutil.which("chromium")
    if path is None:
        if os.environ.get("CI") == "true":
            pytest.fail("Chromium is missing")
        pytest.skip("no Chromium on this machine (apt install chromium): nothing was LOOKED AT")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()
