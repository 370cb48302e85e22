"""One cell: cleaned, emptied, split, and made harmless for a spreadsheet."""

import re
import unicodedata

NOTHING = frozenset(
    {"", "null", "n/a", "#n/a", "na", "nan", "none", "nil", "-", "--", "–", "—", "?", "(null)"}
    | {"(leer)", "(blank)", "leer", "k.a.", "k. a.", "keine angabe", "nicht angegeben", "unbekannt"}
)
# Null, None, Na and Nan are also people's names, and NA is Namibia.
NOTHING_IN_NAMES = frozenset({"", "NULL", "N/A", "n/a", "#N/A", "(NULL)", "-", "--", "–", "—", "?"})
_MARKS = frozenset({"=", "'"})
_AS_TEXT = re.compile(r'="(.*)"\Z', re.DOTALL)
_INVISIBLE = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})
_SEVERAL = re.compile(r"[,;|\n]")
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})


def clean(cell: str) -> str:
    """The cell as people see it, or "" where it says that there is nothing."""
    text = tidy(cell)
    return "" if text.casefold() in NOTHING else text


def clean_name(cell: str) -> str:
    """The same for names and countries, where "Na" is somebody."""
    text = tidy(cell)
    return "" if text in NOTHING_IN_NAMES else text


def tidy(cell: str) -> str:
    """Composed letters, single spaces, nothing invisible, no spreadsheet's text marks."""
    text = cell if cell.isascii() else unicodedata.normalize("NFC", cell)
    if not text.isprintable():
        text = "".join(c for c in text if c.isspace() or unicodedata.category(c) not in _INVISIBLE)
        text = " ".join(text.split())
    elif " " in text:
        text = " ".join(text.split())
    if text[:1] not in _MARKS:
        return text
    if wrapped := _AS_TEXT.match(text):
        text = wrapped[1].strip()
    elif text.startswith("'") and text[1:].startswith(FORMULA_STARTS):
        text = text[1:]
    return text


def folded(text: str) -> str:
    """In lower case, for comparing; the same object where it is so already, as most of many are."""
    lower = text.casefold()
    return text if lower == text else lower


def several(cell: str, separators: re.Pattern[str] = _SEVERAL) -> tuple[str, ...]:
    """A list in one cell, cut at commas, semicolons, bars or line ends; each part once."""
    if not clean(cell):
        return ()
    parts = (clean(part) for part in separators.split(cell))
    return tuple(dict.fromkeys(part for part in parts if part))


def plain(text: str) -> str:
    """Lower case, letters and digits only, umlauts written out: how headings are compared."""
    if text.isascii():
        return "".join(filter(str.isalnum, text.lower()))
    text = unicodedata.normalize("NFC", text).casefold().translate(_UMLAUTS)
    text = unicodedata.normalize("NFKD", text)
    return "".join(c for c in text if c.isalnum())


def harmless(text: str) -> str:
    """The text for a cell of an export, in one line: what looks like a formula stays a text."""
    bare = " ".join(text.split()) if any(sign in text for sign in "\t\r\n") else text
    dangerous = text.startswith(FORMULA_STARTS) or bare.lstrip().startswith(FORMULA_STARTS)
    return f"'{bare}" if dangerous else bare
