"""Rules in plain names: what they become, and what every mistake is told."""

from datetime import date

import pytest

from collegium.domain.composition.problem import PRESETS, Rules, Sizes
from collegium.groups.command.mistakes import Mistakes
from collegium.groups.command.rules_file import RulesFile, read_rules

PEOPLE = frozenset({"ada@x.org", "ben@x.org", "cleo@x.org", "dan@x.org"})

EVERYTHING = """
sizes: {minimum: 5, maximum: 7}
preset: strongest complement
weights: {department: 4, tenure: 0.25, languages: 1, new faces: 5}
balance: {level: 2}
starts_on: 2026-03-01
only:
  gender: [woman, man]
absent: [dan@x.org]
shared-language: yes
common_hours_a_day: 2
levels_apart: 1
apart:
  - [ada@x.org, BEN@x.org]
together:
  - [ada@x.org, cleo@x.org]
vetoes:
  - [ben@x.org, cleo@x.org]
never_alone:
  - "gender: woman"
  - department: Sales
hosts_per_group: 1
hosts: [ada@x.org, ben@x.org]
facilitators:
  - {email: dan@x.org, capacity: 3}
pinned:
  - [ada@x.org]
  - [ben@x.org]
earlier_groups:
  - {file: last.csv, date: 2025-03-01}
"""


def read(text: str) -> RulesFile:
    return read_rules(text, "rules.yaml", PEOPLE)


def refused(text: str) -> str:
    with pytest.raises(Mistakes) as raised:
        read(text)
    return "\n".join(raised.value.messages)


def test_every_key_has_its_meaning() -> None:
    found = read(EVERYTHING)
    assert found.sizes == Sizes(5, 7)
    assert found.rules == Rules(
        apart=frozenset({("ada@x.org", "ben@x.org")}),
        together=frozenset({("ada@x.org", "cleo@x.org")}),
        vetoes=frozenset({("ben@x.org", "cleo@x.org")}),
        shared_language=True,
        levels_apart=1,
        common_hours=10,
        never_alone=frozenset({("gender", "female"), ("department", "Sales")}),
        hosts=1,
    )
    strongest = PRESETS["strongest_complement"]
    assert found.weights.categories == {**strongest.categories, "department": 4}
    assert found.weights.numbers == {**strongest.numbers, "tenure": 0.25}
    assert found.weights.sets == {**strongest.sets, "languages": 1}
    assert (found.weights.complement, found.weights.new_faces) == (strongest.complement, 5)
    assert found.weights.balance == {**strongest.balance, "level": 2}
    assert found.starts_on == date(2026, 3, 1)
    assert found.only == {"gender": {"female", "male"}}
    assert found.absent == {"dan@x.org"}
    assert found.facilitators == {"dan@x.org": 3}
    assert found.pinned == (frozenset({"ada@x.org"}), frozenset({"ben@x.org"}))
    assert [(one.file, one.day) for one in found.earlier] == [("last.csv", date(2025, 3, 1))]


@pytest.mark.parametrize("text", ["", "# nothing\n", "sizes:\napart:\n", "---\n"])
def test_an_empty_file_asks_for_what_is_usual(text: str) -> None:
    found = read(text)
    assert (found.sizes, found.rules) == (Sizes(), Rules())


@pytest.mark.parametrize(
    ("text", "sizes"),
    [
        ("sizes: 6", Sizes(6, 6)),
        ("sizes: 4-8", Sizes(4, 8)),
        ("sizes: 4 to 6", Sizes(4, 6)),
        ("sizes: {exactly: 5}", Sizes(5, 5)),
        ("sizes: {minimum: 9}", Sizes(9, 9)),
        ("sizes: {maximum: 6}", Sizes(4, 6)),
        ("Sizes: {Minimum: 5}", Sizes(5, 8)),
    ],
)
def test_sizes_can_be_written_in_several_ways(text: str, sizes: Sizes) -> None:
    assert read(text).sizes == sizes


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        (
            "sizes: 6\nlevel_apart: 1",
            2,
            "“level_apart” is not known here. Did you mean “levels_apart”",
        ),
        ("zzz: 1", 1, "Known are: sizes, preset"),
        ("sizes: 6\n\nsizes: 5", 3, "This key stands here twice"),
        ("sizes: {minimum: 7, maximum: 5}", 1, "the smallest (7) no more than the largest (5)"),
        ("sizes: 1", 1, "“1” is not a number of 2 or more"),
        ("sizes: six", 1, "“six” is not a number"),
        ("sizes: 5.5", 1, "“5.5” is not a whole number"),
        ("sizes: [4, 8]", 1, "One value is wanted here"),
        ("sizes: {exactly: 5, maximum: 6}", 1, "either “exactly”, or"),
        ("preset: widest", 1, "“widest” is no preset. There are: widest_mix, closest_situation"),
        ("weights: {departement: 3}", 1, "Did you mean “department”?"),
        ("weights: {department: .nan}", 1, "“.nan” is not a number"),
        ("weights: {complement: -1}", 1, "“-1” is not a number of 0 or more"),
        ("weights: 3", 1, "Keys with values are wanted here"),
        ("balance: {tenure: -1}", 1, "of 0 or more"),
        ("shared_language: maybe", 1, "“maybe” is neither true nor false"),
        ("common_hours_a_day: 25", 1, "there are only 24 hours"),
        ("common_hours_a_day: 2\ncommon_hours_a_week: 10", 2, "not both"),
        ("levels_apart: -1", 1, "of 0 or more"),
        ("apart:\n  - [ada@x.org, bem@x.org]", 2, "“bem@x.org”. Did you mean “ben@x.org”?"),
        ("apart:\n  - [ada@x.org]", 2, "two different people are wanted"),
        ("apart:\n  - [ada@x.org, ada@x.org]", 2, "two different people are wanted"),
        ("apart: ada@x.org", 1, "A list is wanted here"),
        ("never_alone: [gender]", 1, "such as “gender: woman”"),
        ("never_alone: ['colour: red']", 1, "“colour” is not known here"),
        ("never_alone: [{}]", 1, "One value is wanted here"),
        ("hosts_per_group: 1", 1, "nobody is named who can host"),
        ("facilitators: [{capacity: 2}]", 1, "“email” is missing"),
        ("facilitators: [{email: dan@x.org, capacity: 0}]", 1, "of 1 or more"),
        ("pinned:\n  - [ada@x.org]\n  - [ada@x.org]", 2, "ada@x.org is pinned twice"),
        ("earlier_groups:\n  - {file: a.csv}", 2, "“date” is missing"),
        ("earlier_groups:\n  - {file: a.csv, date: 31.12.2025}", 2, "Write it like 2026-03-31"),
        ("starts_on: soon", 1, "“soon” is not a date"),
        ("- sizes", 1, "Keys with values are wanted here"),
        ("sizes: {minimum: 4\nlevels_apart: 1", 2, "This line is not YAML"),
        ("a: b: c", 1, "This line is not YAML"),
    ],
)
def test_a_mistake_names_file_line_and_remedy(text: str, line: int, said: str) -> None:
    message = refused(text)
    assert message.startswith(f"rules.yaml, line {line}")
    assert said in message


def test_every_mistake_is_told_at_once() -> None:
    message = refused(
        "sizes: six\nlevels_apart: x\napart:\n  - [a@x.org, b@x.org]\nonly: {hair: [red]}\n"
    )
    assert sorted(line.split(",")[1].strip() for line in message.splitlines()) == [
        "line 1",
        "line 2",
        "line 4",
        "line 4",
        "line 5",
    ]


def test_unknown_keys_are_all_named_before_anything_else() -> None:
    message = refused("sises: 6\nlevel: 2\nsizes: x\n")
    assert len(message.splitlines()) == 2


def test_a_country_called_no_stays_norway() -> None:
    assert read("only: {country: [NO]}").only == {"country": {"NO"}}


def test_control_characters_are_refused() -> None:
    assert "does not allow" in refused("sizes: \x00 6")
