"""Bytes to text, for files that do not say how they are written."""

import codecs
import re
from collections.abc import Iterator
from itertools import islice

from charset_normalizer import from_bytes

from collegium.people.roster.problems import Fault, Unreadable

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# Letters that names in these code pages need; a wrong guess shows others. Tried in this order.
_WESTERN = "äöüÄÖÜßéèêëáàâãåíìîïóòôõøúùûñçýÿæœÉÈÊËÁÀÂÃÅÍÌÎÏÓÒÔÕØÚÙÛÑÇÆŒ"
_CENTRAL = "ąćęłńśźżĄĆĘŁŃŚŹŻčďěňřšťůžČĎĚŇŘŠŤŮŽľĺŕĽőűŐŰăâîşţĂÂÎŞŢđĐäöüÄÖÜßéáíóúýÉÁÍÓÚÝôÔëç"
_SIGNS = "–—’‘“”„«»€°…\u00a0"
_CODE_PAGES = (
    ("cp1252", frozenset(_WESTERN + _SIGNS)),
    ("mac_roman", frozenset(_WESTERN + _SIGNS)),
    ("cp1250", frozenset(_CENTRAL + _SIGNS)),
)
_PIECE = 1024 * 1024
_CONTROL = re.compile(r"[\x01-\x08\x0e-\x1f]")


def decode(data: bytes) -> str:
    """The text of a file: by its mark, as UTF-8, as UTF-16 by its zeros, else by its letters.

    Raises `Unreadable` for what is no text at all.
    """
    return data.decode(encoding_of(data))


def encoding_of(data: bytes) -> str:
    """How it is written, such that all of it can be read; see `decode`."""
    name = _named(data)
    beginning = "".join(islice(_decoded(data, name), 1))[:10_000]
    if 50 * len(_CONTROL.findall(beginning)) > len(beginning):
        raise Unreadable(Fault.NOT_A_TABLE)
    return name


def _named(data: bytes) -> str:
    for mark, name in _MARKS:
        if data.startswith(mark):
            return _strictly(data, name)
    if b"\0" in data:
        return _strictly(data, _wide(data))
    if _has_only(data, "utf-8", None):
        return "utf-8"
    for name, letters in _CODE_PAGES:
        if _has_only(data, name, letters):
            return name
    return _strictly(data, _likely(data))


def _decoded(data: bytes, name: str) -> Iterator[str]:
    """The text piece by piece, since whole it takes up to four times the bytes of the file."""
    read = codecs.getincrementaldecoder(name)()
    for start in range(0, len(data), _PIECE):
        yield read.decode(data[start : start + _PIECE])
    yield read.decode(b"", final=True)


def _strictly(data: bytes, name: str) -> str:
    try:
        is_text = not any("\0" in piece for piece in _decoded(data, name))
    except UnicodeDecodeError:
        is_text = False
    if not is_text:
        raise Unreadable(Fault.NOT_A_TABLE)
    return name


def _wide(data: bytes) -> str:
    """Which UTF-16 it is: mostly Latin text has its zeros on one side."""
    return "utf-16-le" if data[1::2].count(0) > data[0::2].count(0) else "utf-16-be"


def _has_only(data: bytes, name: str, letters: frozenset[str] | None) -> bool:
    """Whether all of it reads, and has no letters but these."""
    try:
        for piece in _decoded(data, name):
            if letters and not all(c.isascii() or c in letters for c in set(piece)):
                return False
    except UnicodeDecodeError:
        return False
    return True


def _likely(data: bytes) -> str:
    best = from_bytes(data).best()
    if best is None:
        raise Unreadable(Fault.NOT_A_TABLE)
    return best.encoding
