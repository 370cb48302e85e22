"""Which databases to use: SQLite files by default, PostgreSQL where a URL names it."""

from math import inf
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, unquote, urlsplit
from weakref import WeakKeyDictionary

from collegium.config.sqlite import patched_connection
from collegium.outgoing import is_this_machine

if TYPE_CHECKING:
    from psycopg import Connection

SQLITE_PRAGMAS = (
    "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; "
    "PRAGMA temp_store=MEMORY; PRAGMA secure_delete=ON;"  # what was deleted is overwritten
)

GOOD_FOR = 1.0  # seconds; in each of which live sessions take a connection some fifty times
_checked_at: "WeakKeyDictionary[Connection[Any], float]" = WeakKeyDictionary()


def check(line: "Connection[Any]") -> None:
    """See, before the pool hands a connection out, whether it still is one.

    Raises what psycopg raises when it is not, and the pool opens another one. One that was looked
    at a moment ago and broke since is found out by whoever works with it.
    """
    from psycopg_pool import ConnectionPool  # noqa: PLC0415 - its driver

    if line.closed or monotonic() - _checked_at.get(line, -inf) > GOOD_FOR:
        ConnectionPool.check_connection(line)
        _checked_at[line] = monotonic()


def database(url: str, *, default: Path) -> dict[str, Any]:
    """Django's settings for one database; raises `ValueError` for a URL it does not know."""
    if not url:
        return sqlite(default)
    parts = urlsplit(url)
    match parts.scheme:
        case "sqlite":
            return sqlite(Path(unquote(parts.path)))
        case "postgres" | "postgresql":
            host = unquote(parts.hostname or "")
            return {
                "ENGINE": "django.db.backends.postgresql",
                "NAME": unquote(parts.path.lstrip("/")),
                "USER": unquote(parts.username or ""),
                "PASSWORD": unquote(parts.password or ""),
                "HOST": host,
                "PORT": str(parts.port or ""),
                "OPTIONS": {
                    "pool": {"min_size": 1, "max_size": 10, "timeout": 20, "check": check},
                    "prepare_threshold": 5,  # for `live/at_once.py`; of others none is prepared
                    **({} if is_this_machine(host) else {"sslmode": "require"}),
                    **dict(parse_qsl(parts.query)),
                },
            }
    raise ValueError(
        f"A database URL starts with postgresql:// or sqlite://, not {parts.scheme}://"
    )


def sqlite(path: Path) -> dict[str, Any]:
    """Django's settings for a SQLite file: WAL, every commit on disk, writers queue."""
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": path,
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": SQLITE_PRAGMAS,
            **patched_connection(),
        },
    }
