"""The text of an HTML mail, line by line, without what mail programs mark as quoted."""

import re
from html.parser import HTMLParser

LONGEST = 200_000  # characters that are looked at
UNSEEN = re.compile(
    r"<!--.*?(?:-->|\Z)|<(script|style)\b.*?(?:</\1\b[^<>]{0,100}>|\Z)",
    re.IGNORECASE | re.DOTALL,
)
OPEN_ENDED = re.compile(r"<(?![/!?]?[a-z][^<>]{0,4000}>)", re.IGNORECASE)
BLOCKS = frozenset(
    {
        *("address", "article", "blockquote", "center", "dd", "div", "dl", "dt", "footer", "form"),
        *("h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "ol", "p", "pre", "section"),
        *("table", "td", "th", "tr", "ul"),
    }
)
SILENT = frozenset({"script", "style", "head", "title", "template"})
EMPTY = frozenset(
    ("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr")
)
QUOTES = (
    "gmail_quote",
    "gmail_signature",
    "moz-cite-prefix",
    "moz-signature",
    "yahoo_quoted",
    "protonmail_quote",
    "protonmail_signature_block",
    "zmail_extra",
)
# Outlook draws a line and quotes whatever follows, without an element around it.
ENDS = ("divrplyfwdmsg", "appendonsend", "mail-editor-reference-message-container")
OUTLOOK_LINE = ("border-top:solid#e1e1e1", "border-top:solid#b5c4df")


def text_of(html: str) -> str:
    """The words of an HTML mail that its writer added."""
    reader = _Reader()
    reader.feed(_tame(html[:LONGEST]))
    reader.close()
    lines = ("".join(reader.pieces)).split("\n")
    return "\n".join(" ".join(line.split()) for line in lines).strip()


def _tame(html: str) -> str:
    """The same without comments and scripts, and with no tag that does not end.

    The parser takes time that grows with the square of how many of those there are.
    """
    html = UNSEEN.sub("", html)
    return OPEN_ENDED.sub("&lt;", html)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []
        self._hidden: list[str] = []  # open elements, from the one that hides on
        self._ended = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "br" or tag in BLOCKS:
            self._add("\n")
        if tag == "body":
            self._hidden.clear()  # a head that nobody closed
        given = {name: (value or "").lower() for name, value in attrs}
        if _ends(given):
            self._ended = True
        if tag in EMPTY:
            return
        if self._hidden or _hides(tag, given):
            self._hidden.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in self._hidden:
            while self._hidden.pop() != tag:
                pass
        elif tag in BLOCKS:
            self._add("\n")

    def handle_data(self, data: str) -> None:
        self._add(data.replace("\n", " ").replace("\r", " "))

    def _add(self, words: str) -> None:
        if not (self._hidden or self._ended):
            self.pieces.append(words)


def _hides(tag: str, given: dict[str, str]) -> bool:
    named = f"{given.get('class', '')} {given.get('id', '')}"
    shown = given.get("style", "").replace(" ", "")
    return (
        tag in SILENT
        or (tag == "blockquote" and "margin:0px0px0px40px" not in shown)  # Gmail's indentation
        or "display:none" in shown
        or any(name in named for name in QUOTES)
    )


def _ends(given: dict[str, str]) -> bool:
    style = given.get("style", "").replace(" ", "")
    return any(name in given.get("id", "") for name in ENDS) or any(
        line in style.replace("1.0pt", "") for line in OUTLOOK_LINE
    )
