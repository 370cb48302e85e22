"""The file that people take along: a ZIP with everything as data and as a page, while it is made.

Nothing of it is ever stored, and no more than some rows of it are in memory at once.
"""

import json
import zipfile
import zoneinfo
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import IO, Any

from django.utils import timezone, translation

from collegium.people.models import Person
from collegium.rights.page import page_of
from collegium.rights.queries.export import (
    Json,
    Whole,
    acts,
    models_in_order,
    parts_of,
    records,
    whole,
)

FORMAT = "collegium-person"
VERSION = 1
DATA, PAGE = "everything.json", "everything.html"
BLOCK = 64 * 1024


class _Spout:
    """What a ZIP is written into: it holds no more than what has not been taken yet."""

    def __init__(self) -> None:
        self._held: list[bytes] = []
        self.size = 0

    def write(self, data: bytes) -> int:
        """Hold it."""
        self._held.append(bytes(data))
        self.size += len(data)
        return len(data)

    def flush(self) -> None:
        """Nothing to do."""

    def take(self) -> bytes:
        """Everything since the last time."""
        data = b"".join(self._held)
        self._held.clear()
        self.size = 0
        return data


def everything_about(person: Person, *, now: datetime) -> Iterator[bytes]:
    """The ZIP, in blocks. The texts on its page are in the person's language and time zone."""
    spout = _Spout()
    of = whole(person)
    out: Any = spout  # ZipFile asks for more of a file than it uses of one that cannot be rewound
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, pieces in ((DATA, _data(of, now)), (PAGE, page_of(of, now))):
            with archive.open(name, "w") as entry:
                for piece in _spoken(person, pieces):
                    _put(entry, piece)
                    if spout.size >= BLOCK:
                        yield spout.take()
    yield spout.take()


def _put(entry: IO[bytes], piece: str) -> None:
    entry.write(piece.encode())


def _spoken(person: Person, pieces: Iterator[str]) -> Iterator[str]:
    """Each piece made in the person's own language: between two of them others have theirs."""
    while True:
        with _as_reader(person):
            piece = next(pieces, None)
        if piece is None:
            return
        yield piece


@contextmanager
def _as_reader(person: Person) -> Iterator[None]:
    zone = zoneinfo.ZoneInfo(person.time_zone)
    with translation.override(person.language), timezone.override(zone):
        yield


def _data(of: Whole, now: datetime) -> Iterator[str]:
    head = {"format": FORMAT, "version": VERSION, "made_at": now.isoformat()}
    yield json.dumps(head, ensure_ascii=False)[:-1]
    yield ',\n"rows": {'
    for number, model in enumerate(models_in_order()):
        yield f"{',' if number else ''}\n{json.dumps(model._meta.label)}: "
        yield from _list(records(of, model))
    yield '},\n"wrote_with_others": '
    yield from _list(parts_of(hand) for hand in of.hands.values())
    yield ',\n"did": '
    yield from _list(acts(of))
    yield "}\n"


def _list(values: Iterator[dict[str, Json]]) -> Iterator[str]:
    yield "["
    for number, value in enumerate(values):
        yield ("," if number else "") + "\n" + json.dumps(value, ensure_ascii=False)
    yield "]"
