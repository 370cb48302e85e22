"""`collegium playbook check FILE`: a table of steps and minutes, or every fault with its line."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from collegium.groups.command.sentences import LANGUAGES, language_in, speak

GOOD, FAULTY, UNREADABLE = 0, 1, 2


def main(arguments: Sequence[str] | None = None) -> int:
    """Check a playbook file; returns the exit code."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    speak(language_in(given))
    options = parser().parse_args(given)
    try:
        text = options.file.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or _("it is no UTF-8 text")
        print(f"{options.file}: {reason}", file=sys.stderr)  # noqa: T201 - a command
        return UNREADABLE
    return check(text, str(options.file))


def check(text: str, name: str) -> int:
    """Print what a playbook's text says, or what is wrong with it."""
    from collegium.domain.playbook import PlaybookError  # noqa: PLC0415 - help must come at once
    from collegium.meetings.command.table import table_of  # noqa: PLC0415 - as above
    from collegium.meetings.playbook_files import read, unified  # noqa: PLC0415 - as above
    from collegium.meetings.playbook_sheet import sheet_of  # noqa: PLC0415 - as above
    from collegium.meetings.words.faults import words_of  # noqa: PLC0415 - as above

    try:
        book = read(unified(text))
    except PlaybookError as error:
        for fault in sorted(error.faults, key=lambda one: one.line):
            place = f"{name}:{fault.line}" if fault.line else name
            print(f"{place}: {fault.where}: {words_of(fault)}")  # noqa: T201 - a command
        return FAULTY
    print(table_of(sheet_of(book, get_language() or "en")))  # noqa: T201 - a command
    return GOOD


def parser() -> argparse.ArgumentParser:
    """The options, with their help in the language that is spoken."""
    made = argparse.ArgumentParser(
        prog="collegium playbook",
        description=_("Check a playbook before it is brought: the steps of a kind of session."),
        allow_abbrev=False,
    )
    verbs = made.add_subparsers(required=True, metavar="check")
    checking = verbs.add_parser(
        "check",
        help=_("say what is wrong with a file, or how long its steps take"),
        epilog=_(
            "Exit code: 0 the playbook is good; 1 it has faults, one on each line; 2 the file "
            "cannot be read."
        ),
        allow_abbrev=False,
    )
    checking.add_argument("file", type=Path, help=_("the playbook (YAML)"))
    checking.add_argument(
        "--language", choices=[code for code, _name in LANGUAGES], help=_("of what is said")
    )
    return made
