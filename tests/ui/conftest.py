"""The tiny site, as settings and as a running server with a browser before it."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.conf import settings as django_settings
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.test import override_settings
from django.test.testcases import LiveServerThread
from playwright.sync_api import Page

from tests.browsing import chromium, violations_in

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.csp",
                "tests.ui.pages.surroundings",
            ]
        },
    }
]


@pytest.fixture
def tiny_site() -> Iterator[None]:
    """Only the design system, under the Content Security Policy of the product."""
    with override_settings(
        DEMO=True,
        ROOT_URLCONF="tests.ui.pages",
        TEMPLATES=TEMPLATES,
        MEDIA_URL="/media/",
        MIDDLEWARE=["django.middleware.csp.ContentSecurityPolicyMiddleware"],
        SECURE_CSP=django_settings.SECURE_CSP,
    ):
        yield


@pytest.fixture
def address(tiny_site: None) -> Iterator[str]:  # noqa: ARG001  a fixture wanted for its effect
    """Where the tiny site is served."""
    server = LiveServerThread("127.0.0.1", StaticFilesHandler)
    server.start()
    server.is_ready.wait()
    yield f"http://127.0.0.1:{server.port}"
    server.terminate()


@contextmanager
def blank_page() -> Iterator[Page]:
    """A page that fails the test when the console or the policy reports a problem."""
    problems: list[str] = []
    with chromium() as running:
        context = running.new_context()
        violations = violations_in(context)
        page = context.new_page()
        page.on("pageerror", lambda error: problems.append(str(error)))
        page.on(
            "console", lambda line: problems.append(line.text) if line.type == "error" else None
        )
        yield page
        context.cookies()  # so that what pages have told is heard
    # a refused form answers 422, which Chromium logs
    assert [problem for problem in problems if "422" not in problem] == []
    assert violations == []
