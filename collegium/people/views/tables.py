"""Files with rows as the pages of all imports show them: the first rows, and the mistakes."""

from collections.abc import Callable, Mapping
from enum import StrEnum

from django.utils.functional import Promise

from collegium.people.roster import Table
from collegium.people.roster.mistakes import Mistake, Mistakes

PREVIEWED = 5


def first_rows(table: Table) -> dict[str, object]:
    """Headings, the first rows and how many there are, for the page that checks the columns."""
    width = len(table.header)
    return {
        "headings": [table.heading(at) for at in range(width)],
        "rows": [
            (row, (*cells, *[""] * (width - len(cells)))) for row, cells in table.rows[:PREVIEWED]
        ],
        "count": len(table.rows),
    }


def mistakes_shown[F: StrEnum, C: StrEnum](
    mistakes: Mistakes[F, C],
    names: Mapping[F, str | Promise] | Mapping[str, str | Promise],
    texts: Callable[[Mistake[F, C]], tuple[str, str]],
) -> dict[str, object]:
    """What is wrong with the rows of a file and what to do, for the page that refuses it."""
    return {
        "problems": [_shown(mistake, names, texts) for mistake in mistakes.shown],
        "problem_count": mistakes.total,
    }


def _shown[F: StrEnum, C: StrEnum](
    mistake: Mistake[F, C],
    names: Mapping[F, str | Promise] | Mapping[str, str | Promise],
    texts: Callable[[Mistake[F, C]], tuple[str, str]],
) -> dict[str, object]:
    what, remedy = texts(mistake)
    return {
        "row": mistake.row,
        "column": mistake.column or names[mistake.field],
        "value": mistake.value,
        "what": what,
        "remedy": remedy,
    }
