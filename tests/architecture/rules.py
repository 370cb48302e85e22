"""The house rules that a machine can check. Each takes a text and yields what is wrong with it."""

import io
import re
import tokenize
from collections.abc import Iterator

DRAWERS = re.compile(r"(utils?|helpers?|managers?|misc|services?|common)")
SUPPRESSION = re.compile(r"noqa(:\s*[A-Z]+\d+(\s*,\s*[A-Z]+\d+)*)?|type:\s*ignore(\[[\w\-, ]+\])?")
REASON = re.compile(r"[^\W\d_]{2,}.*[^\W\d_]{2,}")
IN_MARKUP = {
    "inline script": re.compile(r"<script\b(?![^>]*\bsrc=)", re.IGNORECASE),
    "inline style element": re.compile(r"<style\b", re.IGNORECASE),
    "inline style": re.compile(r"<[^<>]*\sstyle\s*=", re.IGNORECASE),
    "inline handler": re.compile(r"<[^<>]*\s(on[a-z]+|hx-on[\w:-]*)\s*=", re.IGNORECASE),
    "unescaped output": re.compile(r"\|\s*safe(seq)?\b|autoescape\s+off"),
}
IN_STYLE = {
    "physical property": re.compile(r"\b(margin|padding|border)-(left|right)\b"),
    "physical position": re.compile(r"(?<![-\w])(left|right)\s*:"),
    "physical alignment": re.compile(r"\b(text-align|float|clear)\s*:\s*(left|right)\b"),
}
IN_ANY_TEXT = {
    "host of a package registry": re.compile(
        r"pypi\.org|pythonhosted\.org|npmjs\.(com|org)|jsdelivr\.net|unpkg\.com|crates\.io"
        r"|cdnjs\.cloudflare\.com|rubygems\.org|proxy\.golang\.org",
        re.IGNORECASE,
    ),
    "path of one machine": re.compile(r"(?<![\w.}\])*-])/(work|tmp|home|root)/[\w.]"),
}


def is_drawer(name: str) -> bool:
    """Whether a file or folder name says nothing of what lies inside."""
    return DRAWERS.fullmatch(name.split(".", maxsplit=1)[0].strip("_").lower()) is not None


def bare_suppressions(source: str) -> Iterator[str]:
    """Comments that silence a checker without saying why (or without saying which rule)."""
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        found = list(SUPPRESSION.finditer(token.string)) if token.type == tokenize.COMMENT else []
        if not found:
            continue
        unnamed = any(match[0] in {"noqa", "type: ignore"} for match in found)
        if unnamed or not REASON.search(SUPPRESSION.sub("", token.string)):
            yield f"line {token.start[0]}: {token.string}"


def faults_in_markup(markup: str) -> Iterator[str]:
    """What the content security policy would stop, and what would let markup through."""
    yield from _found(IN_MARKUP, re.sub(r"\{#.*?#\}", "", markup))


def faults_in_style(sheet: str) -> Iterator[str]:
    """Physical directions, and `!important` in a rule or at-rule that no comment explains."""
    yield from _found(IN_STYLE, re.sub(r"/\*.*?\*/", "", sheet, flags=re.DOTALL))
    lines = sheet.splitlines()
    for number, line in enumerate(lines, 1):
        nearby = "\n".join(lines[max(0, number - 4) : number])
        if "!important" in line and "/*" not in nearby:
            yield f"line {number}: !important without a comment"


def faults_in_text(text: str) -> Iterator[str]:
    """Names that belong to a machine or to somebody else's service."""
    yield from _found(IN_ANY_TEXT, text)


def _found(rules: dict[str, re.Pattern[str]], text: str) -> Iterator[str]:
    for name, rule in rules.items():
        for match in rule.finditer(text):
            line = text.count("\n", 0, match.start()) + 1
            yield f"line {line}: {name}: {match[0][-60:]}"
