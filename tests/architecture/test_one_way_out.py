"""Nothing but `collegium.outgoing` opens a connection to where somebody's address leads."""

import re

from tests.architecture import house

SPEAKS = re.compile(
    r"^\s*(import|from) (http\.client|urllib\.request|urllib3|requests|httpx|ftplib)\b",
    re.MULTILINE,
)


def test_one_package_fetches() -> None:
    speakers = {
        path.relative_to(house.PACKAGE).parts[0]
        for path in house.PACKAGE.rglob("*.py")
        if SPEAKS.search(path.read_text(encoding="utf-8"))
    }
    assert speakers == {"outgoing"}
