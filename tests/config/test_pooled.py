"""Connections that rest in the pool: none that broke meanwhile is handed out."""

from typing import Any, cast

import pytest
from django.db import connection
from psycopg_pool import ConnectionPool

from collegium.config import databases
from collegium.config.databases import check


class Line:
    """Stands for a connection."""

    def __init__(self) -> None:
        self.closed, self.autocommit, self.asked = False, True, 0

    def execute(self, _: str) -> None:
        self.asked += 1


def test_a_connection_is_looked_at_once_in_a_while_and_each_by_itself(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    now = 100.0
    monkeypatch.setattr(databases, "monotonic", lambda: now)
    one, other = Line(), Line()
    for _ in range(50):
        check(cast(Any, one))
    check(cast(Any, other))
    assert (one.asked, other.asked) == (1, 1)
    now += databases.GOOD_FOR + 0.1
    check(cast(Any, one))
    assert (one.asked, other.asked) == (2, 1)
    one.closed = True
    check(cast(Any, one))
    assert one.asked == 3


@pytest.mark.skipif("connection.vendor != 'postgresql'", reason="SQLite has no pool")
@pytest.mark.django_db(transaction=True, databases="__all__")
def test_what_broke_while_it_rested_is_replaced_unnoticed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(databases, "GOOD_FOR", -1.0)
    assert connection.settings_dict["OPTIONS"]["pool"]["check"] is check
    connecting = {**connection.get_connection_params(), "autocommit": True}
    # One of its own, so that no other test is handed what was broken here.
    with ConnectionPool(kwargs=connecting, min_size=1, max_size=1, check=check) as pool:
        broken = _number(pool)
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_terminate_backend(%s)", [broken])
        assert _number(pool) != broken


def _number(pool: "ConnectionPool[Any]") -> int:
    with pool.connection() as line, line.cursor() as cursor:
        row = cursor.execute("SELECT pg_backend_pid()").fetchone()
        assert row is not None
        return int(row[0])
