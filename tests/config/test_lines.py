"""Lines of the log: their time is in UTC, and nobody writes a second one."""

import json
import logging
import re
import sys
from logging.config import DictConfigurator
from typing import Any

import pytest
from django.conf import settings


@pytest.fixture
def formatter() -> logging.Formatter:
    """The one that the settings name."""
    return built_as("line")


def built_as(name: str) -> logging.Formatter:
    logged: dict[str, Any] = settings.LOGGING
    said = dict(logged["formatters"][name])
    built = DictConfigurator(logged).configure_formatter(said)
    assert isinstance(built, logging.Formatter)
    return built


def line(formatter: logging.Formatter, message: str) -> str:
    record = logging.LogRecord("collegium.x", logging.WARNING, "x.py", 1, message, (), None)
    record.created, record.msecs = 1_767_225_600.25, 250.0
    return formatter.format(record)


def test_a_time_is_in_utc_and_says_so(formatter: logging.Formatter) -> None:
    assert line(formatter, "all is well") == (
        "2026-01-01T00:00:00.250Z WARNING collegium.x: all is well"
    )


@pytest.mark.parametrize("sign", ["\n", "\r\n", "\x1b[2J", "\u2028"])
def test_nobody_writes_a_line_of_their_own(formatter: logging.Formatter, sign: str) -> None:
    said = line(formatter, f"before{sign}2026-01-01T00:00:00.000Z ERROR forged: after")
    assert len(re.split(r"[\n\r\u2028]", said)) == 1
    assert "\x1b" not in said
    assert "after" in said


def test_a_program_reads_each_entry_with_its_traceback() -> None:
    try:
        int("1\n2026-01-01 forged")
    except ValueError:
        trouble = sys.exc_info()
    record = logging.LogRecord("collegium.x", logging.ERROR, "x.py", 1, "%s", ("a\nb",), trouble)
    record.created, record.msecs = 1_767_225_600.25, 250.0
    said = built_as("json").format(record)
    assert "\n" not in said
    entry = json.loads(said)
    assert entry.pop("traceback").startswith("Traceback")
    assert entry == {
        "at": "2026-01-01T00:00:00.250Z",
        "level": "ERROR",
        "part": "collegium.x",
        "message": "a\nb",
    }
