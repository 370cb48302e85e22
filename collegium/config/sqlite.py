"""A SQLite without the WAL corruption bug that was mended in 3.51.3.

Must be imported before anything imports `sqlite3`; settings do it first.
"""

import importlib
import sqlite3
import sys
import warnings
from typing import Any

PATCHED = (3, 51, 3)
# What the interpreter's own module offers and the package does not; sqlite.org/limits.html.
LIMITS = {"SQLITE_LIMIT_COLUMN": (2, 2_000), "SQLITE_LIMIT_VARIABLE_NUMBER": (9, 32_766)}


def patched_connection() -> dict[str, Any]:
    """Connection options for the best SQLite there is, which takes the place of `sqlite3`.

    Warns where the interpreter's is too old and the `pysqlite3` package is missing.
    """
    if sqlite3.sqlite_version_info >= PATCHED and sqlite3.__name__ == "sqlite3":
        return {}
    try:
        patched = importlib.import_module("pysqlite3")
    except ImportError:
        warnings.warn(
            f"SQLite {sqlite3.sqlite_version} can corrupt a database in WAL mode; install the "
            "pysqlite3 package, or a Python with SQLite 3.51.3 or newer, or use PostgreSQL.",
            RuntimeWarning,
            stacklevel=2,
        )
        return {}
    sys.modules["sqlite3"] = patched
    sys.modules["sqlite3.dbapi2"] = importlib.import_module("pysqlite3.dbapi2")
    for name, (number, _) in LIMITS.items():
        setattr(patched, name, number)
    return {"factory": _with_limits(patched.Connection)}


def _with_limits(connection: type) -> type:
    limits = dict(LIMITS.values())
    return type("Connection", (connection,), {"getlimit": lambda _self, number: limits[number]})
