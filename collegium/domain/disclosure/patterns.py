"""What gives somebody away without being on any roster: dates, figures, addresses."""

import re
from collections.abc import Iterable

from collegium.domain.disclosure.lexicon import (
    AMBIGUOUS_MONTHS,
    CURRENCIES,
    MAGNITUDES,
    MONTHS,
    listed,
)


def _any(words: Iterable[str]) -> str:
    return "(?:" + "|".join(re.escape(word) for word in words) + ")"


_MONTH = _any(listed(MONTHS)) + r"\.?"
_CLEAR_MONTH = _any(word for word in listed(MONTHS) if word not in listed(AMBIGUOUS_MONTHS))
_CURRENCY, _MAGNITUDE = _any(listed(CURRENCIES)), _any(listed(MAGNITUDES))
_DAY = r"\d{1,2}(?:st|nd|rd|th|er|\.|º)?"
_YEAR = r"(?:1[89]|20)\d\d"
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
        | \d{{2,}}(?:[.,'’\u00a0\u202f]\d+)*
        | \d+[.,]\d+
    )""",
    re.IGNORECASE | re.VERBOSE,
)
