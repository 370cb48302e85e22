"""Data files made to exhaust the server, or to pass for what they are not, are just no files."""

import time
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from collegium.domain.datafile import DataFileError, load
from collegium.domain.playbook import parse

LAUGHS = "a: &a [x, x]\nb: &b [*a, *a]\n"
MERGED = "a: &a {x: 1}\n" + "".join(
    f"b{n}: &b{n} {{<<: [{', '.join([f'*b{n - 1}' if n else '*a'] * 9)}]}}\n" for n in range(8)
)
HOSTILE = {
    "names for parts that come again": LAUGHS,
    "names merged into each other": MERGED,
    "a part within itself": "a: &a [*a]",
    "lists within lists": "[" * 150_000,
    "mappings within mappings": "{a: " * 20_000,
    "a number of ninety thousand parts": f"version: {'1:' * 90_000}1",
    "a fraction that is no number": f"version: {'1:' * 400}1.5",
    "a number of a hundred thousand digits": f"version: {'9' * 100_000}",
    "a date that is none": "x: 2020-99-99",
    "nothing said to be a number": "x: !!int ''",
    "a word said to be a date": "x: !!timestamp soon",
    "a word said to be true or false": "x: !!bool perhaps",
    "a command": "x: !!python/object/apply:os.system ['true']",
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_file_is_refused_at_once(text: str) -> None:
    began = time.process_time()
    with pytest.raises(DataFileError):
        load(text, "file")
    assert time.process_time() - began < 5


def test_numbers_are_still_numbers() -> None:
    assert load("a: 12\nb: 1.5\nc: -3\nd: 1e3", "file") == {"a": 12, "b": 1.5, "c": -3, "d": "1e3"}


PIECES = st.sampled_from(
    [
        *"[]{}:,-&*!|>'\"%@`#? \n\t",
        *("!!int ", "!!float ", "!!set ", "<<: ", "---\n", "...", "1", "0x", ".inf", "~"),
        *("playbook: x\n", "steps: ", "key: ", "version: ", "title: "),
    ]
)


@given(st.lists(PIECES, max_size=40).map("".join) | st.text())
def test_no_text_is_worse_than_a_file_with_faults(text: str) -> None:
    with suppress(DataFileError):
        parse(text)
