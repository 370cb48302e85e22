"""Docs that fail when they lie: what the pages name is there, and what is there they name."""

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from pkgutil import resolve_name

import pytest
from django.core.management import get_commands

from collegium.config.command import WITHOUT_SITE
from tests.architecture import house, reading

PAGES = [house.named(path) for path in house.files(".md")]
HISTORY = {"CHANGELOG.md"}  # may name what is gone
INSTALL = "docs/run/install.md"
PLACE = re.compile(r"^(?:collegium|tests|tools|docs|locks|benchmarks|\.ci)/[\w./-]*$")
NAME = re.compile(r"\bCOLLEGIUM_[A-Z_]+[A-Z]\b|\b(?:VAULT_)?DATABASE_URL\b")


@cache
def environment(*folders: str) -> set[str]:
    """The environment variables that the Python files in some folders name."""
    paths = [path for name in folders for path in house.files(".py", under=house.ROOT / name)]
    names = (reading.environment_names(path.read_text(encoding="utf-8")) for path in paths)
    return set().union(*names)


def test_every_environment_variable_is_explained_to_operators() -> None:
    explained = reading.first_column(house.text_of(INSTALL))
    assert set(explained) == environment("collegium")
    assert not [name for name, times in Counter(explained).items() if times > 1]


def test_variables_for_those_who_build_are_explained_to_them() -> None:
    page = house.text_of("CONTRIBUTING.md")
    theirs = environment("tests", "tools", "benchmarks") - environment("collegium")
    ours = {name for name in theirs if not name.startswith("PYTEST_")}  # pytest's own
    assert not [name for name in ours if f"`{name}`" not in page]


@pytest.mark.parametrize("page", PAGES)
def test_no_page_names_a_variable_that_nobody_reads(page: str) -> None:
    known = environment(*house.CODE) | set(NAME.findall(house.text_of("Makefile")))
    assert set(NAME.findall(house.text_of(page))) <= known


def test_every_verb_is_explained_to_those_who_build() -> None:
    rows = reading.first_column(house.text_of("CONTRIBUTING.md"))
    explained = {row.removeprefix("make ") for row in rows if row.startswith("make ")}
    assert explained == reading.verbs(house.text_of("Makefile"))


def test_every_dependency_says_why_it_is_there() -> None:
    project = house.project()
    wanted = [*project["project"]["dependencies"], *project["dependency-groups"]["dev"]]
    names = sorted(re.match(r"[\w-]+", line)[0] for line in wanted)  # type: ignore[index]  # names all
    assert sorted(reading.first_column(house.text_of("docs/develop/dependencies.md"))) == names


def test_untyped_dependencies_are_named_as_such() -> None:
    page = house.text_of("docs/develop/dependencies.md")
    for override in house.project()["tool"]["mypy"]["overrides"]:
        for module in override["module"]:
            name = module.removesuffix(".*")
            row = re.search(rf"^\|.*`{name}`.*\|$", page, re.MULTILINE)
            assert row, f"{name} is untyped for mypy and not named so"


def test_the_architecture_page_knows_every_package_in_order() -> None:
    page = house.text_of("ARCHITECTURE.md")
    assert " > ".join(house.layers()) in page
    built = [name for name in house.layers() if (house.PACKAGE / name).exists()]
    assert not [name for name in built if f"`collegium/{name}/`" not in page]


def test_the_architecture_page_fits_on_one_page() -> None:
    assert len(house.text_of("ARCHITECTURE.md").splitlines()) <= 110


@pytest.mark.parametrize("page", PAGES)
def test_every_link_leads_somewhere(page: str) -> None:
    assert not list(broken_links(house.ROOT / page))


def broken_links(path: Path) -> Iterator[str]:
    """The links of a page to files or headings that are not there."""
    for link in reading.links(path.read_text(encoding="utf-8")):
        target, _, anchor = link.partition("#")
        place = path.parent / target if target else path
        if not place.exists() or not has_heading(place, anchor):
            yield link


def has_heading(page: Path, anchor: str) -> bool:
    """Whether a link to this part of a page finds it; the page as a whole is always found."""
    return not anchor or anchor in reading.anchors(page.read_text(encoding="utf-8"))


@pytest.mark.parametrize("page", [page for page in PAGES if page not in HISTORY])
def test_every_place_and_command_that_a_page_names_is_there(page: str) -> None:
    assert not list(missing(reading.code_spans(house.text_of(page))))


def missing(spans: list[str]) -> Iterator[str]:
    """Files, verbs and commands named in code that nobody will find."""
    verbs = reading.verbs(house.text_of("Makefile"))
    commands = {*get_commands(), *WITHOUT_SITE}
    for span in spans:
        if PLACE.match(span) and not (house.ROOT / span.removesuffix("/")).exists():
            yield span
        if (made := re.match(r"make ([a-z-]+)", span)) and made[1] not in verbs:
            yield span
        if (run := re.match(r"(?:\S*/)?collegium ([a-z][\w-]*)", span)) and (
            run[1].replace("-", "_") not in commands
        ):
            yield span


def test_every_word_of_the_glossary_lives_where_it_says() -> None:
    homes = [row[-1].strip("`") for row in glossary()]
    assert len(homes) > 25
    assert not [home for home in homes if home != "not built yet" and not lives(home)]


def test_every_row_of_the_glossary_is_whole() -> None:
    assert not [row for row in glossary() if len(row) != 4 or not all(row)]


def glossary() -> list[list[str]]:
    """The rows of the page of words: the word, in German, its meaning, its home."""
    page = house.text_of("docs/develop/glossary.md")
    return [row.strip("| ").split(" | ") for row in re.findall(r"^\| \*\*.*$", page, re.MULTILINE)]


def lives(place: str) -> bool:
    """Whether a dotted name can be imported or is a folder of data files."""
    if (house.ROOT / place.replace(".", "/")).is_dir():
        return True
    try:
        resolve_name(place)
    except (ImportError, AttributeError):
        return False
    return True


def test_every_decision_is_in_the_index_and_short() -> None:
    folder = house.ROOT / "docs/develop/decisions"
    index = reading.links((folder / "README.md").read_text(encoding="utf-8"))
    records = sorted(folder.glob("[0-9]*.md"))
    assert {path.name for path in records} <= set(index)
    assert [path.name[:4] for path in records] == [f"{n + 1:04}" for n in range(len(records))]
    for path in records:
        text = path.read_text(encoding="utf-8")
        assert len(text.splitlines()) < 45, path.name
        headings = re.findall(r"^## (\w+)", text, re.MULTILINE)
        assert headings == ["Context", "Decision", "Rejected", "Consequences"], path.name


def test_every_page_of_the_docs_can_be_found_from_their_index() -> None:
    start = house.ROOT / "docs/README.md"
    found, waiting = set[Path](), [start]
    while waiting:
        page = waiting.pop()
        if page not in found and page.suffix == ".md" and page.exists():
            found.add(page)
            targets = reading.links(page.read_text(encoding="utf-8"))
            waiting += [(page.parent / target.partition("#")[0]).resolve() for target in targets]
    pages = set(house.files(".md", under=house.ROOT / "docs"))
    assert not [house.named(page) for page in pages - found]
