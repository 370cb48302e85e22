"""Words with their places in a text, and forms under which two spellings are the same word."""

import re
import unicodedata
from dataclasses import dataclass

# Scripts written without spaces between words, or with particles joined on: each sign stands alone.
SIGN_BY_SIGN = (
    "CJK",
    "HIRAGANA",
    "KATAKANA",
    "HANGUL",
    "THAI",
    "LAO",
    "KHMER",
    "MYANMAR",
)
LETTERS_WITHOUT_DECOMPOSITION = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th", "ð": "d"}
)
UMLAUTS_SPELT_OUT = (("ae", "a"), ("oe", "o"), ("ue", "u"))
ASCII_WORD = re.compile("[A-Za-z]+")  # what most rosters and texts consist of
SHORTEST_SPELT_OUT = 4  # "Doe" is not "Dö", and certainly not "do"


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a text: its folded form and where it stands, in characters."""

    form: str
    start: int
    end: int


def words(text: str) -> tuple[Word, ...]:
    """Return the words of a text in order; signs of scripts without spaces come one by one."""
    if text.isascii():
        return tuple(Word(fold(one[0]), *one.span()) for one in ASCII_WORD.finditer(text))
    found: list[Word] = []
    start = 0
    while start < len(text):
        end = _end_of_word(text, start)
        if end > start:
            found.append(Word(fold(text[start:end]), start, end))
        start = max(end, start + 1)
    return tuple(found)


def fold(word: str) -> str:
    """Return the form that a word shares with its other spellings.

    Case, accents and width fall away; "Mueller", "MÜLLER" and "müller" are one word.
    """
    form = word.lower() if word.isascii() else _fold_unicode(word)
    if len(form) > SHORTEST_SPELT_OUT:
        for spelt_out, letter in UMLAUTS_SPELT_OUT:
            form = form.replace(spelt_out, letter)
    return form


def _fold_unicode(word: str) -> str:
    plain = unicodedata.normalize("NFKD", word.casefold())
    bare = "".join(sign for sign in plain if not unicodedata.category(sign).startswith("M"))
    return unicodedata.normalize("NFC", bare).translate(LETTERS_WITHOUT_DECOMPOSITION)


def _end_of_word(text: str, start: int) -> int:
    if not text[start].isalpha():
        return start
    end = start + 1
    alone = stands_alone(text[start])
    while end < len(text) and _continues(text[end], alone=alone):
        end += 1
    return end


def _continues(sign: str, *, alone: bool) -> bool:
    if unicodedata.category(sign).startswith("M"):
        return True
    return not alone and sign.isalpha() and not stands_alone(sign)


def stands_alone(sign: str) -> bool:
    """Say whether a sign belongs to a script that is matched sign by sign."""
    return sign > "\u0dff" and unicodedata.name(sign, "").startswith(SIGN_BY_SIGN)
