"""A server that starts at once, for tests that kill many: python -m tests.meetings.zygote PORT

Everything is imported once. Each line on standard input forks a server that has served nobody
yet, and is answered with its process id.
"""

import os
import signal
import sys

import uvicorn
from django.template.loader import get_template
from django.urls import reverse
from django.utils import translation

from collegium.config.asgi import application

LANGUAGES = ("en", "de")
PARTS = ("stage", "wall", "sort", "desk", "host")


def main(port: int) -> None:
    for part in PARTS:
        get_template(f"meetings/live/{part}.html")
    for language in LANGUAGES:
        with translation.override(language):
            reverse("home")
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # nobody waits for those that are killed
    for _ in sys.stdin:
        pid = os.fork()
        if pid == 0:
            uvicorn.run(application, port=port, log_level="error", ws="websockets-sansio")
            os._exit(0)
        print(pid, flush=True)  # noqa: T201 - its answer


if __name__ == "__main__":
    main(int(sys.argv[1]))
