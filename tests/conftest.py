"""What every test shares."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

DOMAIN = Path(__file__).parent / "domain"

# A busy machine is no failing test.
settings.register_profile(
    "patient", max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("patient")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Every test may use both databases, but for those that must not need any here."""
    for item in items:
        # a journey's server has databases of its own
        without = item.path.is_relative_to(DOMAIN) or item.get_closest_marker("journey")
        if not without and not item.get_closest_marker("django_db"):
            item.add_marker(pytest.mark.django_db(databases="__all__"))
