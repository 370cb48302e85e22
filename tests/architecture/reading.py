"""Finding facts in source text and in pages, without running either."""

import ast
import re
from collections.abc import Iterator

SPAN = re.compile(r"(?<!`)`([^`\n]+)`(?!`)")
FENCE = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"(?<!!)\[[^\]]*\]\(([^)\s]+)\)|!\[[^\]]*\]\(([^)\s]+)\)")
HEADING = re.compile(r"^#{1,6} +(.+?) *$", re.MULTILINE)


def environment_names(source: str) -> set[str]:
    """The literal names under which Python source reads or defaults environment variables."""
    return {name for node in ast.walk(ast.parse(source)) for name in _names_in(node)}


def _names_in(node: ast.AST) -> Iterator[str]:
    match node:
        case ast.Call(
            func=ast.Attribute(value=place, attr="get" | "setdefault" | "pop"), args=[first, *_]
        ) if _is_environ(place):
            yield from _literal(first)
        case ast.Call(func=ast.Attribute(attr="getenv") | ast.Name(id="getenv"), args=[first, *_]):
            yield from _literal(first)
        case ast.Subscript(value=place, slice=first) if _is_environ(place):
            yield from _literal(first)
        case ast.Compare(left=first, comparators=[place]) if _is_environ(place):
            yield from _literal(first)


def _is_environ(node: ast.expr) -> bool:
    return ast.unparse(node) in {"environ", "os.environ"}


def _literal(node: ast.expr) -> Iterator[str]:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value


def first_column(page: str) -> list[str]:
    """What stands as code at the start of each table row of a page."""
    return re.findall(r"^\| *`([^`]+)`[^|]*\|", page, re.MULTILINE)


def code_spans(page: str) -> list[str]:
    """Every piece of code within the running text of a page, and every line of its code blocks."""
    blocks = [line.strip() for block in FENCE.findall(page) for line in block.splitlines()[1:-1]]
    return SPAN.findall(FENCE.sub("", page)) + blocks


def links(page: str) -> list[str]:
    """The targets of every link and picture of a page that stay inside the repository."""
    targets = [one or other for one, other in LINK.findall(FENCE.sub("", page))]
    return [target for target in targets if not re.match(r"[a-z]+:", target)]


def anchors(page: str) -> set[str]:
    """The anchors that the headings of a page make."""
    titles = (re.sub(r"[^\w\- ]", "", title.lower()) for title in HEADING.findall(page))
    return {title.replace(" ", "-") for title in titles}


def verbs(makefile: str) -> set[str]:
    """The verbs that a Makefile explains."""
    return set(re.findall(r"^([a-z-]+):.*## ", makefile, re.MULTILINE))
