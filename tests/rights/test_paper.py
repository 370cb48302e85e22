"""The paper for works councils says what the server does: the same table, columns and periods."""

import re

from django.utils import translation

from collegium.domain.retention import DEFAULTS, NOTICE, policy_of
from collegium.people.models import Person
from collegium.rights.areas import AREAS
from collegium.rights.queries.kept import lasts, months_in_words, readers_of
from collegium.vault.classes import FieldClass
from tests.architecture import house

PAPER = house.text_of("docs/run/privacy.md")


def table() -> str:
    """What the paper has to say is kept, made of the rules that the server follows."""
    policy = policy_of({})
    with translation.override("en"):
        rows = [
            f"| {area.title} | {area.purpose} | {' '.join(map(str, readers_of(area)))} "
            f"| {lasts(area, policy)} |"
            for area in AREAS
        ]
    return "\n".join(rows)


def test_what_is_kept_is_what_the_page_of_members_says() -> None:
    head = "| what | what for | who sees it | how long |\n|---|---|---|---|\n"
    assert f"{head}{table()}\n" in PAPER


def test_every_class_of_data_is_explained() -> None:
    rows = re.findall(r"^\| `(\w+)` \|", PAPER, re.MULTILINE)
    assert [name for name in rows if name in set(FieldClass)] == list(FieldClass)


def test_the_roster_keeps_the_columns_that_are_named_and_no_other() -> None:
    said = re.search(r"these columns are kept, and no other ones[^:]*: (.+?)\. Needed", PAPER)
    assert said
    kept = {name for name, kind in Person.field_classes.items() if kind is FieldClass.ROSTER}
    assert set(re.findall(r"`(\w+)`", said[1])) == kept


def test_periods_are_those_that_hold() -> None:
    with translation.override("en"):
        for kind, months in DEFAULTS.items():
            row = re.search(rf"^\| `{kind}` \| .+ \| (.+?) \|", PAPER, re.MULTILINE)
            assert row, kind
            assert row[1] == months_in_words(months)
    assert f"{NOTICE.days} days" in PAPER
