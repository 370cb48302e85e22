"""The invented staff: 120 people in five countries, as the roster file that gets imported."""

import csv
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from io import StringIO
from itertools import count
from random import Random

from collegium.config.demo import texts

HEADS_PER_DEPARTMENT = (4, 4, 4, 3, 3, 3, 3, 3)
PEOPLE = 120
COLUMNS = (
    "number",
    "name",
    "email",
    "manager",
    "department",
    "function",
    "level",
    "site",
    "country",
    "time zone",
    "languages",
    "started on",
    "gender",
    "strengths",
    "wants",
)


@dataclass(frozen=True, slots=True)
class Post:
    """A position to fill: its number, its manager's, where it stands."""

    number: int
    manager: int | None
    department: str
    function: str
    level: int


def roster_csv(*, seed: int, today: date) -> bytes:
    """The roster as a UTF-8 CSV file; the same seed and day give the same file."""
    chance = Random(seed)  # noqa: S311 - an invented world, not a secret
    out = StringIO()
    writer = csv.DictWriter(out, COLUMNS)
    writer.writeheader()
    names = _names(chance)
    for post in posts():
        writer.writerow(_person(post, names, chance, today))
    return out.getvalue().encode()


def posts() -> Iterator[Post]:
    """One chief, a director a department, heads, and team leads below them."""
    content = texts.read("people")
    numbers = count(1001)
    chief = next(numbers)
    yield Post(chief, None, "Management", "Management", 1)
    heads: list[Post] = []
    for department, how_many in zip(content["departments"], HEADS_PER_DEPARTMENT, strict=True):
        functions = content["functions"][department]
        director = Post(next(numbers), chief, department, functions[0], 2)
        yield director
        for function in functions[:how_many]:
            head = Post(next(numbers), director.number, department, function, 3)
            heads.append(head)
            yield head
    for index in range(PEOPLE - 1 - len(HEADS_PER_DEPARTMENT) - len(heads)):
        head = heads[index % len(heads)]
        yield Post(next(numbers), head.number, head.department, head.function, 4)


def _names(chance: Random) -> dict[str, list[tuple[str, str, str]]]:
    content = texts.read("people")
    names = {}
    for country in content["countries"]:
        family = list(content["family"][country])
        given = [
            (name, "woman" if sex == "f" else "man")
            for sex in "fm"
            for name in content["given"][country][sex]
        ]
        chance.shuffle(family)
        chance.shuffle(given)
        # 24 of each, so nobody shares a name
        names[country] = [
            (first, last, sex) for (first, sex), last in zip(given, family, strict=True)
        ]
    return names


def _person(
    post: Post, names: dict[str, list[tuple[str, str, str]]], chance: Random, today: date
) -> dict[str, str | int]:
    content = texts.read("people")
    country = chance.choice([code for code in names if names[code]])
    first, last, gender = names[country].pop()
    where = content["countries"][country]
    skills = chance.sample(content["skills"], 4)
    return {
        "number": post.number,
        "name": f"{first} {last}",
        "email": f"{_plain(first)}.{_plain(last)}@{content['domain']}",
        "manager": post.manager or "",
        "department": post.department,
        "function": post.function,
        "level": post.level,
        "site": where["site"],
        "country": country,
        "time zone": where["zone"],
        "languages": ", ".join(where["languages"]),
        "started on": (today - timedelta(days=chance.randint(120, 6000))).isoformat(),
        "gender": gender,
        "strengths": ", ".join(skills[:2]),
        "wants": ", ".join(skills[2:]),
    }


def _plain(name: str) -> str:
    letters = unicodedata.normalize("NFKD", name.lower().replace("ß", "ss"))
    return "".join(letter for letter in letters if letter.isalnum() and letter.isascii())
