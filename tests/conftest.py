"""What every test shares."""

import base64
import os
from pathlib import Path

import pytest

os.environ.setdefault("COLLEGIUM_SECRET_KEY", "only-for-tests")
os.environ.setdefault("COLLEGIUM_MASTER_KEY", base64.b64encode(bytes(32)).decode())
os.environ.setdefault("COLLEGIUM_DEMO", "0")

DOMAIN = Path(__file__).parent / "domain"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Every test outside the domain may use both databases."""
    for item in items:
        if not item.path.is_relative_to(DOMAIN) and not item.get_closest_marker("django_db"):
            item.add_marker(pytest.mark.django_db(databases="__all__"))
