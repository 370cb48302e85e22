"""The page in the file that people take along: plain HTML that opens anywhere, piece by piece."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import batched
from typing import Any

from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from collegium.rights.areas import AREAS, Area
from collegium.rights.queries.export import CHUNK, Whole, records, words_in
from collegium.rights.queries.kept import Kept, kept_in, models_of
from collegium.rights.ties import Model as ModelClass
from collegium.rights.words import COLUMNS, ROWS

WORDS = "words"  # the area of what is written in groups: shown group by group

NAMES = ("group_name", "programme_name")  # beside the columns
type Cells = tuple[tuple[str | Promise, str], ...]


def page_of(of: Whole, now: datetime) -> Iterator[str]:
    """Each piece is made in the language that is active then."""
    yield render_to_string("rights/file_head.html", {"person": of.person, "now": now})
    kept = {one.key: one for one in kept_in(of.person.organisation_id)}
    for area in AREAS:
        yield from _area(of, area, kept[area.key])
    yield render_to_string("rights/file_foot.html")


def _area(of: Whole, area: Area, kept: Kept) -> Iterator[str]:
    yield render_to_string("rights/file_area.html", {"kept": kept})
    found = False
    for model in models_of(area):
        if model._meta.label in ROWS:
            for some in batched(records(of, model), CHUNK):
                found = True
                context = {
                    "title": ROWS[model._meta.label],
                    "rows": [_cells(model, one) for one in some],
                }
                yield render_to_string("rights/file_rows.html", context)
    if area.key == WORDS:
        for hand in of.hands.values():
            found = True
            inside = {"luggage": words_in(hand), "group": hand.group}
            yield render_to_string("rights/file_words.html", inside)
    if not found:
        yield render_to_string("rights/file_nothing.html")


def _cells(model: ModelClass, record: dict[str, Any]) -> Cells:
    """What has a word and says something."""
    shown = (
        (COLUMNS[name], _said(model, name, value))
        for name, value in record.items()
        if name in COLUMNS
    )
    return tuple((words, text) for words, text in shown if text)


def _said(model: ModelClass, name: str, value: Any) -> str:  # noqa: ANN401 - a column holds anything
    if value is None or value in ("", [], {}):
        return ""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    choices = {} if name in NAMES else dict(_choices(model, name))
    if isinstance(value, str | int) and value in choices:
        return str(choices[value])
    if isinstance(value, str) and (moment := _moment(value)):
        return date_format(timezone.localtime(moment), "DATETIME_FORMAT")
    if isinstance(value, list):
        return ", ".join(str(one) for one in value)
    if isinstance(value, dict):
        return ", ".join(f"{key}: {one}" for key, one in value.items())
    return str(value)


def _choices(model: ModelClass, name: str) -> Iterable[tuple[Any, Any]]:
    found: Iterable[tuple[Any, Any]] = getattr(model._meta.get_field(name), "flatchoices", ())
    return found


def _moment(text: str) -> datetime | None:
    try:
        found = parse_datetime(text) if len(text) >= 19 and text[4] == "-" else None
    except ValueError:
        return None
    return found if found and timezone.is_aware(found) else None
