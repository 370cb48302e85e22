"""The page in the file that people take along: plain HTML that opens anywhere, piece by piece."""

from collections.abc import Iterator
from datetime import datetime
from itertools import batched
from typing import Any

from django.template.loader import render_to_string
from django.utils.functional import Promise

from collegium.audit.models import Entry
from collegium.groups.queries.record import told
from collegium.rights.areas import AREAS, Area
from collegium.rights.queries.export import CHUNK, Whole, records, rows_of, words_in
from collegium.rights.queries.kept import Kept, kept_in, models_of
from collegium.rights.saying import moment_said, said
from collegium.rights.ties import Model as ModelClass
from collegium.rights.words import COLUMNS, NUMBER_OF_ENTRY, OWN_COLUMNS, ROWS

WORDS = "words"  # the area of what is written in groups: shown group by group

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
            for some in batched(_rows_in_words(of, model), CHUNK):
                found = True
                context = {"title": ROWS[model._meta.label], "rows": some}
                yield render_to_string("rights/file_rows.html", context)
    if area.key == WORDS:
        for hand in of.hands.values():
            found = True
            inside = {"luggage": words_in(hand), "group": hand.group}
            yield render_to_string("rights/file_words.html", inside)
    if not found:
        yield render_to_string("rights/file_nothing.html")


def _rows_in_words(of: Whole, model: ModelClass) -> Iterator[Cells]:
    """Rows that say something in words."""
    if model is Entry:
        yield from _acts(of)
        return
    for record in records(of, model):
        if cells := _cells(model, record):
            yield cells


def _acts(of: Whole) -> Iterator[Cells]:
    """What the record says about them, as their own page of it does."""
    for some in batched(rows_of(of.person, Entry).iterator(chunk_size=CHUNK), CHUNK):
        for one in told(some):
            yield (
                (NUMBER_OF_ENTRY, str(one.number)),
                (COLUMNS["at"], moment_said(one.at)),
                (COLUMNS["verb"], one.what),
            )


def _cells(model: ModelClass, record: dict[str, Any]) -> Cells:
    """What has a word and says something."""
    label = model._meta.label
    shown = (
        (OWN_COLUMNS.get(f"{label}.{name}", COLUMNS[name]), said(model, name, record))
        for name in record
        if name in COLUMNS
    )
    return tuple((words, text) for words, text in shown if text)
