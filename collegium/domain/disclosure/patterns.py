"""What gives somebody away without being on any roster: dates, figures, addresses."""

import re
from collections.abc import Iterable

from collegium.domain.disclosure.lexicon import (
    AMBIGUOUS_MONTHS,
    CURRENCIES,
    FEASTS,
    MAGNITUDES,
    MONTHS,
    NUMBER_WORDS,
    WEEKDAYS,
    listed,
)


def _any(words: Iterable[str]) -> str:
    return "(?:" + "|".join(re.escape(word) for word in words) + ")"


_MONTH = _any(listed(MONTHS)) + r"\.?"
_CLEAR_MONTH = _any(word for word in listed(MONTHS) if word not in listed(AMBIGUOUS_MONTHS))
_UNCLEAR_MONTH = _any(listed(AMBIGUOUS_MONTHS)) + r"\.?"
_CURRENCY, _MAGNITUDE = _any(listed(CURRENCIES)), _any(listed(MAGNITUDES))
_DAY = r"\d{1,2}(?:st|nd|rd|th|er|\.|º)?"
_YEAR = r"(?:1[89]|20)\d\d"
_ORDINAL = r"""(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth
    |(?:erst|zweit|dritt|viert|fünft|sechst|siebt|siebent|acht|neunt|zehnt|elft|zwölft)e[nrms]?)"""
_NEAR_A_MONTH = r"""(?:in|since|until|till|by|early|late|mid|this|next|last|of|im|seit|bis|anfang
    |mitte|ende|diesen|nächsten|letzten|vorigen|en|depuis|desde|hasta)"""
_SPAN = r"""(?:quarter|year|spring|summer|autumn|fall|winter
    |quartal|jahr|frühjahr|frühling|sommer|herbst)"""
_PASSED = r"""(?:last|letzte[nrms]?|vorige[nrms]?|vergangene[nrms]?)"""
_TENS = "zwanzig dreißig dreissig vierzig fünfzig sechzig siebzig achtzig neunzig hundert tausend"
_GERMAN_NUMBER = rf"\w*{_any(listed(_TENS))}(?:e|en)?"
_ENGLISH_NUMBER = rf"{_any(listed(NUMBER_WORDS))}(?:[-\s]{_any(listed(NUMBER_WORDS))}|-\w+)*"
# How long and how often tells nobody apart.
_NO_FIGURE = r"""(?!\s*-?\s?(?:minutes?|mins?|seconds?|hours?|times|per\s?cent\ssure
    |minuten?|sekunden?|stunden?|uhr|mal)\b)"""
_NUMBER = r"\d+(?:[.,'’\u00a0\u202f ]\d{3})*(?:[.,]\d+)?"

ADDRESS = re.compile(
    r"(?<![\w.+\-])[\w.+\-]+@[\w\-]+(?:\.[\w\-]+)+|(?:https?://|www\.)[^\s<>\"]*[^\s<>\".,;:!?)\]]",
    re.IGNORECASE,
)
DATE = re.compile(
    rf"""(?<!\w)(?:
        \d{{4}}-\d{{1,2}}-\d{{1,2}}
        | \d{{1,2}}\s?[./-]\s?\d{{1,2}}\s?[./-]\s?(?:\d{{4}}|\d{{2}})
        | \d{{1,2}}\.\d{{1,2}}\.
        | {_DAY}\s*(?:of\s+|de\s+)?{_MONTH}(?:\s+(?:de\s+)?\d{{4}})?
        | {_MONTH}\s+(?:{_DAY}(?:,?\s+\d{{4}})?|(?:de\s+)?\d{{4}})
        | {_ORDINAL}\s+(?:of\s+)?{_MONTH}
        | {_NEAR_A_MONTH}\s+{_UNCLEAR_MONTH}(?:\s+\d{{4}})?
        | {_ORDINAL}\s+(?:quarter|quartal)
        | {_PASSED}\s+{_SPAN}
        | (?:yesterday|gestern|vorgestern|hier\ssoir|ayer)
        | {_any(listed(WEEKDAYS))}
        | {_any(listed(FEASTS))}
        | h[12]\s\d{{4}}
        | (?:q[1-4]|kw\s?\d{{1,2}}|week\s\d{{1,2}})(?:[\s/]+\d{{2,4}})?
        | {_CLEAR_MONTH}
        | {_YEAR}
    )(?!\w)""",
    re.IGNORECASE | re.VERBOSE,
)
FIGURE = re.compile(
    rf"""(?<![\w.,])(?:
        {_CURRENCY}\s?{_NUMBER}(?:\s?{_MAGNITUDE}(?!\w))?
        | {_NUMBER}\s?(?:{_MAGNITUDE}|{_CURRENCY})(?:\s?{_CURRENCY})?(?!\w)
        | \+?\d[\d\s./()\-]{{5,20}}\d
        | \d{{2,}}(?:[.,'’\u00a0\u202f]\d+)*{_NO_FIGURE}(?!\d)
        | \d+[.,]\d+
        | (?<!\w){_ENGLISH_NUMBER}(?!\w){_NO_FIGURE}
        | (?<!\w){_GERMAN_NUMBER}(?!\w){_NO_FIGURE}
    )""",
    re.IGNORECASE | re.VERBOSE,
)
