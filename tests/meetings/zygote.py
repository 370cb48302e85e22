"""Servers and helpers that start at once: python -m tests.meetings.zygote

Everything is imported once. Each line of JSON on standard input forks a process that has served
nobody and opened no database yet: `["serve", PORT]` a web server, answered with its process id,
all else a verb of tests.meetings.serving, answered with what it returned.
"""

import json
import os
import signal
import sys
import traceback
from collections.abc import Callable
from importlib import import_module

import uvicorn
from django.urls import reverse
from django.utils import translation

from collegium.config.asgi import application
from collegium.config.command import close_pools
from collegium.config.light import LightProtocol
from collegium.meetings.live.playbooks import playbook
from collegium.meetings.live.rendering import get_ready
from collegium.meetings.models import CYCLE_KINDS

LANGUAGES = ("en", "de")


def main() -> None:
    """Answer each line with whether it went well, and what it came to."""
    from tests.meetings.serving import VERBS

    import_module("tests.meetings.live_sessions")
    for kind in CYCLE_KINDS:
        playbook(kind)
    get_ready(LANGUAGES)
    for language in LANGUAGES:
        with translation.override(language):
            reverse("home")
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # nobody waits for those that are killed
    for line in sys.stdin:
        order, *words = json.loads(line)
        answer = _serve(int(words[0])) if order == "serve" else _do(VERBS[order], words)
        print(json.dumps(answer), flush=True)  # noqa: T201 - its answer


def _serve(port: int) -> tuple[bool, int]:
    if pid := os.fork():
        return True, pid
    nothing = os.open(os.devnull, os.O_RDWR)  # the pipes are between the zygote and its test
    for pipe in (0, 1):
        os.dup2(nothing, pipe)
    uvicorn.run(
        application,
        port=port,
        log_level="warning",
        access_log=False,
        ws=LightProtocol,
        timeout_graceful_shutdown=2,
    )
    os._exit(0)


def _do(verb: Callable[..., object], words: list[str]) -> list[object]:
    ours, theirs = os.pipe()
    if not os.fork():
        os.close(ours)
        try:
            said = [True, verb(*words)]
        except Exception:  # noqa: BLE001 - the test is told
            said = [False, traceback.format_exc()]
        with os.fdopen(theirs, "w") as out:
            json.dump(said, out)
        close_pools()
        os._exit(0)
    os.close(theirs)
    with os.fdopen(ours) as words_of_it:
        found: list[object] = json.loads(words_of_it.read() or '[false, "it died"]')
        return found


if __name__ == "__main__":
    main()
