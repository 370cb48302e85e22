"""How well the search finds what answers a question, by words and with meanings, over languages.

Run `python -m benchmarks.bench_search`, or `make bench-search`, which also writes the table. Three
hundred sentences of our own (benchmarks/search): twenty themes in English, German, French, Spanish
and Arabic, each with a title, what happened, and a question that it answers. Every question goes
through the product's own search: to the twenty texts of each language by itself, and to all
hundred together. SQLite unless DATABASE_URL names a PostgreSQL.
"""

import argparse
import os
import platform
import re
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from statistics import fmean
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import yaml

if TYPE_CHECKING:
    from collegium.people.models import Person

FOLDER = Path(__file__).parent / "search"
LANGUAGES = ("en", "de", "fr", "es", "ar")
TODAY = date(2026, 3, 10)
FOUND_AT = (1, 5)

type Ranks = Sequence[int | None]  # of the first right answer to each question; None: not shown


@dataclass(frozen=True)
class Outcome:
    """What one way of searching finds."""

    way: str
    within: Ranks
    across: Ranks
    together: Ranks
    vain: float  # share of questions with no answer in the set that got one all the same


def main() -> None:
    """Measure both ways, print, and write where asked."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--write", type=Path, help="a page with the two marks of this table")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="collegium-bench-") as folder:
        os.environ.setdefault("COLLEGIUM_DATA", folder)
        lines = list(_report())
    print("\n".join(lines))
    if asked.write:
        page = asked.write.read_text(encoding="utf-8")
        between = "<!-- measured -->\n{}\n<!-- end -->".format("\n".join(lines))
        page = re.sub(r"<!-- measured -->.*<!-- end -->", lambda _: between, page, flags=re.DOTALL)
        asked.write.write_text(page, encoding="utf-8")


def _report() -> Iterable[str]:
    outcomes, engine = _measure()
    yield f"{datetime.now(UTC):%Y-%m-%d}, {_machine()}, {engine}."
    yield ""
    yield "| | found first | among the first five | mean reciprocal rank |"
    yield "|---|---|---|---|"
    for one in outcomes:
        for where, ranks in (
            ("in one language", one.within),
            ("in another language", one.across),
            ("in all five at once", one.together),
        ):
            shares = [f"{_share(ranks, most):.2f}" for most in FOUND_AT]
            yield f"| {one.way}, {where} | {shares[0]} | {shares[1]} | {_reciprocal(ranks):.2f} |"
    yield ""
    for one in outcomes:
        yield f"Of ten questions that nothing answers, {one.way} answered {one.vain:.0%}."


def _share(ranks: Ranks, most: int) -> float:
    return fmean(rank is not None and rank <= most for rank in ranks)


def _reciprocal(ranks: Ranks) -> float:
    return fmean(1 / rank if rank else 0.0 for rank in ranks)


def _measure() -> tuple[list[Outcome], str]:
    os.environ["DJANGO_SETTINGS_MODULE"] = "collegium.config.settings"
    import django  # noqa: PLC0415 - settings read the environment that main has just set

    django.setup()
    from django.conf import settings  # noqa: PLC0415 - after setup
    from django.core.management import call_command  # noqa: PLC0415 - after setup
    from django.db import connection  # noqa: PLC0415 - after setup

    from collegium.library.actions.indexing import tend_meanings  # noqa: PLC0415 - after setup
    from collegium.library.models import Entry  # noqa: PLC0415 - after setup

    call_command("migrate", verbosity=0)
    themes = yaml.safe_load((FOLDER / "sentences.yaml").read_text(encoding="utf-8"))
    shelves = {one: _shelf(themes, (one,)) for one in LANGUAGES} | {
        "all": _shelf(themes, LANGUAGES)
    }
    settings.SEARCH_BY_MEANING = True
    while Entry.objects.filter(vectors=None).exists():
        tend_meanings(datetime.now(UTC))
    outcomes = []
    for way, by_meaning in (("by words", False), ("by words and meaning", True)):
        settings.SEARCH_BY_MEANING = by_meaning
        outcomes.append(_outcome(way, themes, shelves))
    return outcomes, connection.vendor


def _shelf(themes: Sequence[Mapping[str, Any]], languages: Sequence[str]) -> "Person":
    """An organisation that holds every theme in these languages; somebody who searches it."""
    from collegium.library.index import of_resource, put  # noqa: PLC0415 - after setup
    from collegium.library.models import Resource  # noqa: PLC0415 - after setup
    from collegium.people.models import Organisation, Person  # noqa: PLC0415 - after setup

    organisation = Organisation.objects.create(name="-".join(languages))
    email = f"{uuid4().hex}@bench.example"
    person = Person.objects.create(organisation=organisation, email=email, name="Reader")
    for theme in themes:
        for language in languages:
            said = Resource.objects.create(
                organisation=organisation,
                recommended_by=person,
                kind="article",
                language=language,
                title=theme["called"][language],
                why=theme["says"][language],
            )
            put(of_resource(said))
    return person


def _outcome(
    way: str, themes: Sequence[Mapping[str, Any]], shelves: Mapping[str, "Person"]
) -> Outcome:
    asked = [(theme, language) for theme in themes for language in LANGUAGES]
    pairs = [(theme, spoken, held) for theme, spoken in asked for held in LANGUAGES]
    nothing = yaml.safe_load((FOLDER / "nothing.yaml").read_text(encoding="utf-8"))
    return Outcome(
        way=way,
        within=[
            _rank(shelves[held], theme, spoken) for theme, spoken, held in pairs if spoken == held
        ],
        across=[
            _rank(shelves[held], theme, spoken) for theme, spoken, held in pairs if spoken != held
        ],
        together=[_rank(shelves["all"], theme, spoken) for theme, spoken in asked],
        vain=fmean(bool(_answers(shelves["all"], one)) for one in nothing),
    )


def _rank(person: "Person", theme: Mapping[str, Any], spoken: str) -> int | None:
    right = set(theme["called"].values())
    found = enumerate(_answers(person, theme["asks"][spoken]), start=1)
    return next((rank for rank, title in found if title in right), None)


def _answers(person: "Person", query: str) -> list[str]:
    from collegium.library.queries.search import search  # noqa: PLC0415 - after setup

    return [hit.title for hit in search(person, query, today=TODAY).hits]


def _machine() -> str:
    cpus = Path("/proc/cpuinfo")
    lines = cpus.read_text(encoding="utf-8").splitlines() if cpus.exists() else []
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    name = names[0] if names else platform.processor()
    return f"{os.cpu_count()} × {name}, Python {platform.python_version()}"


if __name__ == "__main__":
    main()
