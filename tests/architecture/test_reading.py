"""What the tests of the docs see in a text is what a reader sees, so that a lie is found."""

from pathlib import Path

import pytest

from tests.architecture import reading
from tests.architecture.test_docs import broken_links, lives, missing


@pytest.mark.parametrize(
    "source",
    [
        "os.environ.get('A_B')",
        "os.environ['A_B']",
        "environ.setdefault('A_B', '1')",
        "os.environ['A_B'] = '1'",
        "os.getenv('A_B', 'x')",
        "'A_B' in os.environ",
    ],
)
def test_a_variable_is_found_however_it_is_read(source: str) -> None:
    assert reading.environment_names(source) == {"A_B"}


def test_other_lookups_are_no_variables() -> None:
    assert not reading.environment_names("settings.get('A'); rows['B']; 'C' in names; 'os.environ'")


def test_a_table_row_starts_with_code() -> None:
    page = "| name | why |\n|---|---|\n| `one` | because |\n| `two`, often | `three` |\n"
    assert reading.first_column(page) == ["one", "two"]


def test_links_out_of_the_repository_are_left_alone() -> None:
    page = "[a](b.md) ![c](d.png) [e](https://f.example) [g](#h)\n```\n[not](this.md)\n```\n"
    assert reading.links(page) == ["b.md", "d.png", "#h"]


def test_code_stands_in_the_text_and_in_blocks() -> None:
    assert reading.code_spans("Say `make run`.\n```\nmake test\n```\n") == ["make run", "make test"]


def test_a_broken_link_is_found(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("# One thing\n[x](gone.md) [y](#one-thing) [z](page.md#other) [w](page.md)\n")
    assert list(broken_links(page)) == ["gone.md", "page.md#other"]


@pytest.mark.parametrize(
    "span", ["collegium/gone.py", "docs/gone/", "make coffee", "collegium fly", "make lint all"]
)
def test_what_is_not_there_is_missed(span: str) -> None:
    assert list(missing([span])) == [span]


def test_what_is_there_is_not_missed() -> None:
    spans = ["collegium/config/", "make run", "collegium serve --port 80", "collegium migrate", "x"]
    assert not list(missing(spans))


@pytest.mark.parametrize(
    ("place", "there"),
    [
        ("collegium.groups.models:Group", True),
        ("collegium.domain.playbook.shipped", True),
        ("collegium.groups.models:Grape", False),
        ("collegium.nowhere", False),
    ],
)
def test_a_place_in_the_code_is_there_or_not(place: str, there: bool) -> None:
    assert lives(place) is there


def test_only_explained_verbs_are_verbs() -> None:
    assert reading.verbs("run: x ## serve\n\t@y\nhidden:\n\t@z\n") == {"run"}
