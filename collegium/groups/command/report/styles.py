"""The styles of the report: the product's own sheets in one piece, with nothing to fetch."""

import base64
import hashlib
import re
from dataclasses import dataclass
from pathlib import Path

from django.utils.safestring import SafeString

import collegium.ui

_SHEETS = Path(collegium.ui.__file__).parent / "static" / "ui" / "css"
_OWN = Path(__file__).with_name("report.css")
# the first one names the order of the layers
_NAMES = (
    "tokens",
    "reset",
    "base",
    "layout",
    "buttons",
    "cards",
    "people",
    "notices",
    "tables",
    "charts",
    "shape",
    "overrides",
)
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_ADDRESS = re.compile(r'url\("([^":]+\.svg)"\)')


@dataclass(frozen=True, slots=True)
class Styles:
    """The element for the page's head, and the policy that lets it and nothing else in."""

    element: SafeString
    policy: str


def styles() -> Styles:
    """All sheets, pictures within them included."""
    sheets = [_inlined(_SHEETS / f"{name}.css") for name in _NAMES]
    css = "\n".join([*sheets, _inlined(_OWN)])
    proof = base64.b64encode(hashlib.sha256(css.encode()).digest()).decode()
    return Styles(
        element=SafeString(f"<style>{css}</style>"),  # our own files, and CSS must not be escaped
        policy=f"default-src 'none'; style-src 'sha256-{proof}'; img-src data:; base-uri 'none'",
    )


def _inlined(path: Path) -> str:
    """A sheet without comments and indentation, its pictures written into it."""

    def picture(match: re.Match[str]) -> str:
        data = base64.b64encode((path.parent / match[1]).read_bytes()).decode()
        return f'url("data:image/svg+xml;base64,{data}")'

    text = _ADDRESS.sub(picture, _COMMENT.sub("", path.read_text(encoding="utf-8")))
    return "\n".join(line.strip() for line in text.splitlines() if line.strip())
