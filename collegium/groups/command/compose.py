"""`collegium compose roster.csv`: what may be asked, and what the end of it means.

Loads nothing but what its help needs; the work is in `running.py`.
"""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from django.utils.translation import gettext as _

from collegium.groups.command.sentences import LANGUAGES, language_in, speak

EVERYBODY_SEATED, SOME_LEFT_OUT, BAD_INPUT, NOBODY_FITS, INTERRUPTED = 0, 1, 2, 3, 130


def main(arguments: Sequence[str] | None = None) -> int:
    """Compose groups from a file; returns the exit code."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    speak(language_in(given))
    options = parser().parse_args(given)
    from collegium.groups.command.running import run  # noqa: PLC0415 - help must come at once

    try:
        return run(options)
    except KeyboardInterrupt:
        print(_("Interrupted. Nothing was written."), file=sys.stderr)  # noqa: T201 - a command
        return INTERRUPTED


def parser() -> argparse.ArgumentParser:
    """The options, with their help in the language that is spoken."""
    made = argparse.ArgumentParser(
        prog="collegium compose",
        description=_("Form groups of peers from a roster, with the reason for every place."),
        epilog=_(
            "Exit code: 0 everybody has a group; 1 some people are left out, the groups are "
            "written; 2 something is wrong with the files or options, nothing is written; "
            "3 no group can be formed, nothing is written; 130 interrupted: what was found until "
            "then is written, a second Ctrl-C writes nothing."
        ),
        allow_abbrev=False,
    )
    made.add_argument("roster", type=Path, help=_("the people: a CSV file or an Excel workbook"))
    made.add_argument("--rules", type=Path, metavar="FILE", help=_("sizes, rules, weights (YAML)"))
    made.add_argument(
        "-o",
        "--output",
        type=Path,
        metavar="FILE",
        default=Path("groups.csv"),
        help=_("the groups as a table (default: %(default)s)"),
    )
    made.add_argument("--report", type=Path, metavar="FILE", help=_("a page with pictures (HTML)"))
    made.add_argument("--seed", type=int, default=0, help=_("another seed gives other groups"))
    limit = made.add_mutually_exclusive_group()
    limit.add_argument(
        "--moves",
        type=_count,
        metavar="N",
        help=_("search so long: the same groups on every machine (default: by the roster)"),
    )
    limit.add_argument(
        "--seconds", type=_duration, metavar="N", help=_("search so long by the clock")
    )
    made.add_argument(
        "--skip-faulty", action="store_true", help=_("leave out rows with faults and go on")
    )
    made.add_argument(
        "--bom", action="store_true", help=_("mark the table as UTF-8, for spreadsheets")
    )
    made.add_argument("--quiet", action="store_true", help=_("say only what went wrong"))
    made.add_argument(
        "--language", choices=[code for code, _name in LANGUAGES], help=_("of messages and report")
    )
    return made


def _count(text: str) -> int:
    value = int(text)
    if value < 1:
        raise argparse.ArgumentTypeError(_("a number above 0 is wanted"))
    return value


def _duration(text: str) -> float:
    value = float(text)
    if not 0 < value < float("inf"):
        raise argparse.ArgumentTypeError(_("a number above 0 is wanted"))
    return value
