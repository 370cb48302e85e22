"""A playbook as a table in a terminal."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from collegium.meetings.playbook_sheet import Sheet

NUMBER = 5  # columns


def table_of(sheet: Sheet) -> str:
    """Return title, steps, and minutes for groups of several sizes."""
    return "\n".join(_lines(sheet))


def _lines(sheet: Sheet) -> Iterator[str]:
    yield f"{sheet.title} ({sheet.key}, {_('version')} {sheet.version})"
    yield ", ".join(sheet.languages)
    yield ""
    rows = [(step.title, str(step.kind), step.minutes) for step in sheet.steps]
    total = (_("Together"), "", sheet.minutes)
    first = max(len(row[0]) for row in [*rows, total])
    second = max(len(row[1]) for row in rows)
    heads = "".join(f"{people:>{NUMBER}}" for people in sheet.people)
    yield f"{'':{first + 5}}{'':{second}}{heads}  {_('people')}"
    for number, (title, kind, minutes) in enumerate(rows, 1):
        yield f"{number:>2}  {title:{first}} {kind:{second}}{_numbers(minutes)}"
    yield f"    {total[0]:{first}} {'':{second}}{_numbers(total[2])}  {_('minutes')}"


def _numbers(minutes: tuple[int, ...]) -> str:
    return "".join(f"{one:>{NUMBER}}" for one in minutes)
