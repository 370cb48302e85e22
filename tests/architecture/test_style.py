"""The house rules hold in every file, and every rule can tell a breach."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.architecture import house, rules

LONGEST = 400  # lines of one Python file
# Mail programs read no style sheets, so a letter carries its look in its elements.
LETTER = house.PACKAGE / "mailing/templates/mailing/letter.html"
type Rule = Callable[[str], Iterator[str]]


def faults(rule: Rule, paths: list[Path]) -> list[str]:
    """Every breach of a rule in some files, each with its place."""
    return [
        f"{house.named(path)}, {fault}"
        for path in paths
        for fault in rule(path.read_text(encoding="utf-8"))
    ]


def test_no_file_or_folder_is_a_drawer() -> None:
    paths = [path for name in house.CODE for path in (house.ROOT / name).rglob("*")]
    drawers = [house.named(path) for path in paths if rules.is_drawer(path.name)]
    assert not drawers


def test_templates_hold_nothing_that_the_policy_would_stop() -> None:
    paths = [path for path in house.files(".html", ".svg", under=house.PACKAGE) if path != LETTER]
    found = faults(rules.faults_in_markup, paths)
    assert not found, "\n".join(found)


def test_a_letter_holds_no_script_and_nothing_unescaped() -> None:
    found = faults(rules.faults_in_markup, [LETTER])
    assert not [fault for fault in found if ": inline style" not in fault]


def test_styles_know_no_left_and_right() -> None:
    found = faults(rules.faults_in_style, house.files(".css", under=house.PACKAGE))
    assert not found, "\n".join(found)


def test_every_suppression_says_why() -> None:
    paths = [path for path in house.files(".py") if "migrations" not in path.parts]
    found = faults(rules.bare_suppressions, paths)
    assert not found, "\n".join(found)


def test_no_text_names_a_registry_or_a_machine() -> None:
    found = faults(rules.faults_in_text, house.files(*house.TEXTS))
    assert not found, "\n".join(found)


def test_files_stay_short() -> None:
    paths = [p for p in house.files(".py", under=house.PACKAGE) if "migrations" not in p.parts]
    lengths = {house.named(p): len(p.read_text(encoding="utf-8").splitlines()) for p in paths}
    worst = sorted(lengths.items(), key=lambda pair: -pair[1])[:5]
    assert worst[0][1] <= LONGEST, f"split the longest: {worst}"


@pytest.mark.parametrize("name", ["utils.py", "helpers", "_misc.py", "Manager.py", "services"])
def test_a_drawer_is_noticed(name: str) -> None:
    assert rules.is_drawer(name)


@pytest.mark.parametrize("name", ["management", "catalogues.py", "serving.py", "__init__.py"])
def test_a_name_that_says_something_is_no_drawer(name: str) -> None:
    assert not rules.is_drawer(name)


@pytest.mark.parametrize(
    ("rule", "breach"),
    [
        (rules.faults_in_markup, "<script>go()</script>"),
        (rules.faults_in_markup, '<script type="module">go()</script>'),
        (rules.faults_in_markup, '<p class="a" style="color:red">'),
        (rules.faults_in_markup, "<style>p {}</style>"),
        (rules.faults_in_markup, '<button\n  onclick="go()">'),
        (rules.faults_in_markup, '<form hx-on::after-request="go()">'),
        (rules.faults_in_markup, "{{ story|safe }}"),
        (rules.faults_in_markup, "{% autoescape off %}"),
        (rules.faults_in_style, "p { margin-left: 1rem }"),
        (rules.faults_in_style, "p { padding-right: 0 }"),
        (rules.faults_in_style, "p { text-align: left }"),
        (rules.faults_in_style, "p { float:right }"),
        (rules.faults_in_style, "p { left: 0 }"),
        (rules.faults_in_style, "p { color: red !important }"),
        (rules.bare_suppressions, "x = 1  # noq" + "a\n"),
        (rules.bare_suppressions, "x = 1  # noq" + "a: F401\n"),
        (rules.bare_suppressions, "x = 1  # noq" + "a - because it is so\n"),
        (rules.bare_suppressions, "x = 1  # type" + ": ignore[misc]\n"),
        (rules.faults_in_text, "see pypi" + ".org/simple"),
        (rules.faults_in_text, "open('/" + "tmp/file')"),
        (rules.faults_in_text, "/" + "work/main"),
    ],
)
def test_a_breach_is_noticed(rule: Rule, breach: str) -> None:
    assert list(rule(breach))


@pytest.mark.parametrize(
    ("rule", "text"),
    [
        (rules.faults_in_markup, '<script src="a.js" nonce="x"></script>'),
        (rules.faults_in_markup, '<p data-on="x">on = off, {{ person|safe_name }}</p>'),
        (rules.faults_in_markup, "{# once |safe was here #}"),
        (rules.faults_in_style, "p { margin-inline-start: 0; float: inline-start }"),
        (rules.faults_in_style, "/* printed: beats the component */\np { color: red !important }"),
        (rules.faults_in_style, ".align-left { inset-inline-start: 0 }"),
        (rules.bare_suppressions, "x = 1  # noq" + "a: F401 - read by Django\n"),
        (rules.bare_suppressions, "x = 1  # type" + ": ignore[misc]  # allauth has no types\n"),
        (rules.bare_suppressions, "x = '# noq" + "a'\n"),
        (rules.faults_in_text, "the homework/tmpfile at https://collegium.example/work"),
    ],
)
def test_what_is_right_passes(rule: Rule, text: str) -> None:
    assert not list(rule(text))
