"""Memberships and persons end in one place each, so that nothing that follows is forgotten."""

import re

from tests.architecture import house

ENDS_A_PLACE = re.compile(r"\bleft_at\s*=\s*(?!None\b)|\"left_at\": (?!None\b)")
SHUTS_OUT = re.compile(r"\bupdate\([^)]*is_active=False|\.is_active\s*=\s*False")


def where(sign: re.Pattern[str]) -> set[str]:
    """The modules with verbs that hold it; not what only filters by it."""
    return {
        str(path.relative_to(house.PACKAGE))
        for path in house.PACKAGE.rglob("*.py")
        if "actions" in path.parts and sign.search(path.read_text(encoding="utf-8"))
    }


def test_one_function_ends_a_place_in_a_group() -> None:
    assert where(ENDS_A_PLACE) == {"groups/actions/leaving.py"}


def test_one_function_shuts_somebody_out() -> None:
    assert where(SHUTS_OUT) == {"people/actions/leaving.py"}
