"""Workers that are born in a moment, to be killed: `python -m tests.mailing.nursery`.

Django is loaded once; each line on the input is answered with the process of a new worker, which
does what is due and ends.
"""

import os
import sys

import django
from django.template.loader import get_template
from django.urls import reverse

LETTERS = ("mailing/letter.txt", "mailing/letter.html")


def main() -> None:
    """Fork a worker for each line; the parent never opens a database."""
    django.setup()
    from collegium.mailing.actions.empty import LANES
    from collegium.mailing.worker import work_once

    reverse("home")
    for name in LETTERS:
        get_template(name)
    say("ready")
    for _line in sys.stdin:
        if child := os.fork():
            say(str(child))
        else:
            work_once(lanes=LANES)
            os._exit(0)
        while _buried():
            pass


def say(words: str) -> None:
    """A line for the test."""
    sys.stdout.write(f"{words}\n")
    sys.stdout.flush()


def _buried() -> bool:
    try:
        return os.waitpid(-1, os.WNOHANG)[0] != 0
    except ChildProcessError:
        return False


if __name__ == "__main__":
    main()
