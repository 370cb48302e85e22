"""What every test shares."""

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from tests.domain.effort import THOROUGH, examples

DOMAIN = Path(__file__).parent / "domain"

# A busy machine is no failing test.
_PATIENT = [HealthCheck.too_slow, HealthCheck.filter_too_much]
for _name in ("patient", "thorough"):
    settings.register_profile(
        _name, max_examples=examples(15), deadline=None, suppress_health_check=_PATIENT
    )
settings.load_profile("thorough" if THOROUGH else "patient")


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix: None) -> None:  # noqa: ARG001 - comes first
    """On PostgreSQL the test databases are copies of ones that the migrations made, where told."""
    from django.db import connections

    templates = os.environ.get("COLLEGIUM_TEST_TEMPLATES", "").split()
    for alias, name in zip(("default", "vault"), templates, strict=False):
        connections[alias].settings_dict["TEST"] |= {"TEMPLATE": name, "MIGRATE": False}


@pytest.fixture(autouse=True)
def _no_language_left() -> Iterator[None]:
    """Leave the next test no language: whoever reads a page in German goes on in German."""
    yield
    if translation := sys.modules.get("django.utils.translation"):
        translation.deactivate()


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say the figures that tests recorded with `record_property`."""
    passed = terminalreporter.getreports("passed")
    figures = [(one.nodeid, *figure) for one in passed for figure in one.user_properties]
    if figures:
        terminalreporter.section("figures")
    for nodeid, sentence, value in sorted(set(figures), key=str):
        terminalreporter.line(f"{sentence}: {value}  ({nodeid.partition('::')[0]})")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Every test may use both databases, but for those that must not need any here."""
    for item in items:
        # a journey's server has databases of its own
        without = item.path.is_relative_to(DOMAIN) or item.get_closest_marker("journey")
        if not without and not item.get_closest_marker("django_db"):
            item.add_marker(pytest.mark.django_db(databases="__all__"))
