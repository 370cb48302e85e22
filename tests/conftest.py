"""What every test shares."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

HERE = Path(__file__).parent
WITHOUT_DATABASE = (HERE / "domain", HERE / "journeys")

# A busy machine is no failing test.
settings.register_profile("patient", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("patient")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Every test may use both databases, but for those that must not need any here."""
    for item in items:
        without = any(item.path.is_relative_to(folder) for folder in WITHOUT_DATABASE)
        if not without and not item.get_closest_marker("django_db"):
            item.add_marker(pytest.mark.django_db(databases="__all__"))
