"""The papers for those who have to trust us: what they name as proof is there."""

import ast
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cache
from pkgutil import resolve_name

import pytest

from tests.architecture import house, reading

PAGES = [house.named(path) for path in house.files(".md")]
ASVS = "docs/run/asvs.md"
TEST = re.compile(r"^(tests/[\w/]+\.py)::(\w+)$")
FOREIGN = re.compile(
    r"^(?:django|allauth|cryptography|whitenoise|uvicorn|yaml|defusedxml)\.[\w.]+$"
)
PLACE = re.compile(r"^(?:collegium|tests|docs|locks|tools)/|^[A-Z]+\.md$|^pyproject\.toml$|^make ")
VERDICTS = {"test", "code", "operator", "none", "not met"}

# The requirements of levels 1 and 2 of OWASP ASVS 5.0.0, by section.
ASKED: Mapping[str, str] = {
    "1.1": "1-2",
    "1.2": "1-9",
    "1.3": "1-11",
    "1.4": "1-3",
    "1.5": "1-2",
    "2.1": "1-3",
    "2.2": "1-3",
    "2.3": "1-4",
    "2.4": "1",
    "3.2": "1-2",
    "3.3": "1-4",
    "3.4": "1-6",
    "3.5": "1-5",
    "3.7": "1-2",
    "4.1": "1-3",
    "4.2": "1",
    "4.3": "1-2",
    "4.4": "1-4",
    "5.1": "1",
    "5.2": "1-3",
    "5.3": "1-2",
    "5.4": "1-3",
    "6.1": "1-3",
    "6.2": "1-12",
    "6.3": "1-4",
    "6.4": "1-4",
    "6.5": "1-5",
    "6.6": "1-3",
    "6.8": "1-4",
    "7.1": "1-3",
    "7.2": "1-4",
    "7.3": "1-2",
    "7.4": "1-5",
    "7.5": "1-2",
    "7.6": "1-2",
    "8.1": "1-2",
    "8.2": "1-3",
    "8.3": "1",
    "8.4": "1",
    "9.1": "1-3",
    "9.2": "1-4",
    "10.1": "1-2",
    "10.2": "1-2",
    "10.3": "1-4",
    "10.4": "1-11",
    "10.5": "1-5",
    "10.6": "1-2",
    "10.7": "1-3",
    "11.1": "1-2",
    "11.2": "1-3",
    "11.3": "1-3",
    "11.4": "1-4",
    "11.5": "1",
    "11.6": "1",
    "12.1": "1-3",
    "12.2": "1-2",
    "12.3": "1-4",
    "13.1": "1",
    "13.2": "1-5",
    "13.3": "1-2",
    "13.4": "1-5",
    "14.1": "1-2",
    "14.2": "1-4",
    "14.3": "1-3",
    "15.1": "1-3",
    "15.2": "1-3",
    "15.3": "1-7",
    "16.1": "1",
    "16.2": "1-5",
    "16.3": "1-4",
    "16.4": "1-3",
    "16.5": "1-3",
    "17.1": "1",
    "17.2": "1-4",
    "17.3": "1-2",
}


def asked() -> Iterator[str]:
    """Every number of the standard that has to have an answer, in its order."""
    for section, span in ASKED.items():
        first, _, last = span.partition("-")
        yield from (f"{section}.{number}" for number in range(int(first), int(last or first) + 1))


@cache
def rows() -> tuple[tuple[str, str, str, str], ...]:
    """The rows of the table: number, what is asked, verdict, by what."""
    found = re.findall(r"^\| (\d+\.\d+\.\d+) \| (.+?) \| (.+?) \| (.*?) \|$", table(), re.MULTILINE)
    return tuple(found)


def table() -> str:
    """The page about the standard."""
    return house.text_of(ASVS)


@cache
def names_of(path: str) -> frozenset[str]:
    """The names of the functions in a file; none where there is no such file."""
    place = house.ROOT / path
    if not place.is_file():
        return frozenset()
    parts = ast.walk(ast.parse(place.read_text(encoding="utf-8")))
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef)
    return frozenset(one.name for one in parts if isinstance(one, kinds))


@pytest.mark.parametrize("page", PAGES)
def test_every_test_that_a_page_names_runs(page: str) -> None:
    assert not list(lost(reading.code_spans(house.text_of(page))))


def lost(spans: list[str]) -> Iterator[str]:
    """Tests named in code that nobody will find."""
    for span in spans:
        named = TEST.match(span)
        if named and not (named[2].startswith("test_") and named[2] in names_of(named[1])):
            yield span


def test_a_lost_test_is_noticed() -> None:
    here = "tests/architecture/test_papers.py"
    assert list(lost([f"{here}::test_a_lost_test_is_noticed", f"{here}::test_of_nothing"])) == [
        f"{here}::test_of_nothing"
    ]
    assert list(lost(["tests/nowhere.py::test_of_nothing", f"{here}::lost"])) != []


def test_every_requirement_has_one_answer_in_its_order() -> None:
    assert sum(1 for _ in asked()) == 253
    assert [number for number, *_ in rows()] == list(asked())


def test_every_answer_names_what_it_stands_on() -> None:
    assert [number for number, *rest in rows() if not stands(*rest)] == []


def stands(said: str, verdict: str, by: str) -> bool:
    """Whether an answer is whole, and whatever it names as proof is there."""
    spans = reading.SPAN.findall(by)
    foreign = [span for span in spans if FOREIGN.match(span)]
    proof = [span for span in spans if TEST.match(span)]
    if verdict == "code":
        proof += foreign + [span for span in spans if PLACE.match(span)]
    return (
        verdict in VERDICTS
        and bool(said and by)
        and (bool(proof) or verdict not in {"test", "code"})
        and all(resolve_name(span) for span in foreign)
    )


def test_a_bare_answer_is_noticed() -> None:
    assert not stands("asked", "test", "a promise, `collegium/vault/`")
    assert not stands("asked", "code", "a promise")
    assert not stands("asked", "surely", "`collegium/vault/`")
    assert stands("asked", "none", "nothing of the kind")


def test_what_is_not_met_stands_at_the_top() -> None:
    head = table().partition("\n## V1 ")[0]
    named = re.findall(r"^- \*\*(\d+\.\d+\.\d+)\*\*", head, re.MULTILINE)
    assert named == [number for number, _, verdict, _ in rows() if verdict == "not met"]


def test_the_page_counts_its_own_answers() -> None:
    told = dict(re.findall(r"^\| `([a-z ]+)` \| .+ \| (\d+) \|$", table(), re.MULTILINE))
    counted = Counter(verdict for _, _, verdict, _ in rows())
    assert {verdict: int(number) for verdict, number in told.items()} == counted
