"""Bytes to text, for files that do not say how they are written."""

import codecs
import re

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
_CONTROL = re.compile(r"[\x01-\x08\x0e-\x1f]")


def decode(data: bytes) -> str:
    """The text of a file: by its mark, as UTF-8, as UTF-16 by its zeros, else by its letters.

    Raises `Unreadable` for what is no text at all.
    """
    text = _decoded(data)
    if 50 * len(_CONTROL.findall(text[:10_000])) > len(text[:10_000]):
        raise Unreadable(Fault.NOT_A_TABLE)
    return text


def _decoded(data: bytes) -> str:
    for mark, name in _MARKS:
        if data.startswith(mark):
            return _strictly(data, name)
    if b"\0" in data:
        return _strictly(data, _wide(data))
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return _by_letters(data) or _likely(data)


def _strictly(data: bytes, name: str) -> str:
    try:
        text = data.decode(name)
    except UnicodeDecodeError:
        raise Unreadable(Fault.NOT_A_TABLE) from None
    if "\0" in text:
        raise Unreadable(Fault.NOT_A_TABLE)
    return text


def _wide(data: bytes) -> str:
    """Which UTF-16 it is: mostly Latin text has its zeros on one side."""
    return "utf-16-le" if data[1::2].count(0) > data[0::2].count(0) else "utf-16-be"


def _by_letters(data: bytes) -> str:
    for name, letters in _CODE_PAGES:
        try:
            text = data.decode(name)
        except UnicodeDecodeError:
            continue
        if all(c.isascii() or c in letters for c in set(text)):
            return text
    return ""


def _likely(data: bytes) -> str:
    best = from_bytes(data).best()
    if best is None:
        raise Unreadable(Fault.NOT_A_TABLE)
    return str(best)
