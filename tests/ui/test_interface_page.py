"""The page about the interface must not lie."""

import re
from pathlib import Path

import pytest
from django.template.loader import get_template

import collegium.ui
from collegium.ui.templatetags.ui import register

UI = Path(collegium.ui.__file__).parent
PAGE = (UI.parent.parent / "docs/develop/interface.md").read_text(encoding="utf-8")
STYLES = "\n".join(sheet.read_text() for sheet in sorted(UI.rglob("*.css")))


def test_it_names_every_tag_and_filter_and_no_other() -> None:
    named = set(re.findall(r"`\{% (\w+) %\}`", PAGE))
    assert named == set(register.tags)
    assert all(f"`{name}`" in PAGE for name in register.filters)


@pytest.mark.parametrize("name", sorted(set(re.findall(r"`(\.[a-z][a-z-]+)`", PAGE))))
def test_every_class_it_names_has_a_style(name: str) -> None:
    assert re.search(re.escape(name) + r"\b", STYLES)


@pytest.mark.parametrize("name", sorted(set(re.findall(r"`(ui/[\w/]+\.html)`", PAGE))))
def test_every_template_it_names_exists(name: str) -> None:
    assert get_template(name)


def test_the_order_of_the_layers_is_the_one_it_tells() -> None:
    told = re.search(r"^ {4}(reset .+)$", PAGE, re.MULTILINE)
    real = re.search(r"@layer ([\w, ]+);", STYLES)
    assert told is not None
    assert real is not None
    assert told[1].split(" < ") == real[1].split(", ")


def test_styles_use_logical_properties_only() -> None:
    physical = r"(margin|padding|border)-(left|right|top|bottom)\b|[{;\s](left|right|top|bottom):"
    assert not re.search(physical, STYLES)


def test_styles_beyond_the_tokens_name_no_colours() -> None:
    sheets = [sheet for sheet in UI.rglob("*.css") if sheet.name != "tokens.css"]
    for sheet in sheets:
        assert not re.search(r":[^;{]*#[0-9a-f]{3,8}\b|rgb\(|hsl\(", sheet.read_text()), sheet.name


def test_what_is_hidden_stays_hidden_whatever_a_component_says() -> None:
    reset = (UI / "static/ui/css/reset.css").read_text()
    assert "[hidden] { display: none !important; }" in reset
