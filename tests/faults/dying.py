"""Named points: where in its work a process of a test can be made to die, or merely be counted.

A point is passed on either side of everything that another process could see half of: statements
that write, commits, files put in the place of others, and mails handed over. Nothing of this is
in the product; the processes that tests start are dressed in it.
"""

import os
import pathlib
import re
import signal
import smtplib
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.utils import CursorWrapper

WRITES = re.compile(r"\s*(INSERT|UPDATE|DELETE|REPLACE|CREATE|DROP|ALTER)", re.IGNORECASE)


class Points:
    """The points passed so far; at number `fatal` the process dies, as if by kill -9."""

    def __init__(self, fatal: int | None) -> None:
        self.passed: list[str] = []
        self._fatal = fatal

    def pass_(self, name: str) -> None:
        """Live through a point, or not."""
        self.passed.append(name)
        if len(self.passed) - 1 == self._fatal:
            os.kill(os.getpid(), signal.SIGKILL)


def dress(points: Points) -> None:
    """Have this process pass points from now on."""
    _around(BaseDatabaseWrapper, "_commit", points, lambda one: f"commit to {one.alias}")
    for name in ("execute", "executemany"):
        _around(CursorWrapper, name, points, _statement)
    for name in ("replace", "rename", "unlink"):
        _around(pathlib.Path, name, points, lambda one, *_more: f"a file, {one.suffix}")
    for name in ("link", "fsync"):
        _around(os, name, points, lambda *_all, name=name: name)
    _around(smtplib.SMTP, "sendmail", points, lambda *_all: "a mail")


def _statement(cursor: CursorWrapper, sql: object, *_more: object) -> str:
    found = WRITES.match(str(sql))
    return f"{found[1].lower()} in {cursor.db.alias}" if found else ""


def _around(place: Any, name: str, points: Points, naming: Callable[..., str]) -> None:  # noqa: ANN401 - a class or a module
    real = getattr(place, name)

    @wraps(real)
    def with_points(*words: Any, **more: Any) -> Any:  # noqa: ANN401 - whatever it is
        point = naming(*words)
        if point:
            points.pass_(f"before {point}")
        done = real(*words, **more)
        if point:
            points.pass_(f"after {point}")
        return done

    setattr(place, name, with_points)
