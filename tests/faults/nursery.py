"""Processes that are born in a moment, on databases of the test's choice, and may die at a point:
python -m tests.faults.nursery

Django is loaded once. Each line of JSON on the input names a folder with databases and a function
of the tests, and is answered with what a child that called it made of it, and how it ended.
"""

import json
import os
import resource
import signal
import sys
from importlib import import_module
from pathlib import Path
from typing import Any

import django
from django.apps import apps
from django.conf import settings
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.signals import connection_created
from django.urls import reverse


def main() -> None:
    """Fork a child for each line; the parent never opens a database."""
    django.setup()
    import tests.faults.acts  # noqa: F401 - loaded once for all children

    reverse("home")
    for line in sys.stdin:
        print(json.dumps(_born(json.loads(line))), flush=True)  # noqa: T201 - its answer


def _born(wish: dict[str, Any]) -> dict[str, Any]:
    ours, theirs = os.pipe()
    if not (child := os.fork()):
        os.close(ours)
        os._exit(_live(wish, theirs))
    os.close(theirs)
    if wish.get("beside"):
        os.close(ours)
        return {"ended": 0, "answer": child}
    with os.fdopen(ours) as words:
        said = words.read()
    status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    return {"ended": status, **json.loads(said or "{}")}


def _live(wish: dict[str, Any], out: int) -> int:
    from tests.faults.dying import Points, dress

    sys.stdout = sys.stderr  # the test listens to the other one
    points = Points(wish.get("die"))
    said: dict[str, Any] = {}
    try:
        _move_into(Path(wish["folder"]))
        _bound(wish)
        dress(points)
        module, _, name = wish["call"].partition(":")
        said["answer"] = getattr(import_module(module), name)(*wish["words"])
        connections.close_all()
    except Exception as error:  # noqa: BLE001 - the test is told
        said["error"] = [f"{type(error).__name__}: {error}", *_causes(error)]
    said["points"] = list(points.passed)
    said["peak"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    with os.fdopen(out, "w") as words:
        json.dump(said, words)
    return 1 if "error" in said else 0


def _causes(error: BaseException) -> list[str]:
    cause = error.__cause__ or error.__context__
    return [f"{type(cause).__name__}: {cause}", *_causes(cause)] if cause else []


def _move_into(folder: Path) -> None:
    settings.DATA = folder
    settings.VAULT_MASTER_KEY = ""
    settings.VAULT_MASTER_KEY_FILE = folder / "master.key"
    settings.MIGRATION_MODULES = {config.label: None for config in apps.get_app_configs()}
    for alias, name in (("default", "collegium"), ("vault", "vault")):
        connections[alias].settings_dict["NAME"] = folder / f"{name}.sqlite3"


def _bound(wish: dict[str, Any]) -> None:
    """Let files grow only so far, the database's pages or every file's bytes."""
    if (most := wish.get("pages")) is not None:

        def limit(connection: BaseDatabaseWrapper, **_more: object) -> None:
            with connection.cursor() as cursor:
                cursor.execute("PRAGMA page_count")
                cursor.execute(f"PRAGMA max_page_count={cursor.fetchone()[0] + most}")

        connection_created.connect(limit, weak=False)
    if (largest := wish.get("bytes")) is not None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (largest, resource.RLIM_INFINITY))


if __name__ == "__main__":
    main()
