"""The works that techniques refer to, out of the file `techniques/sources.yaml`."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

FILE = Path(__file__).parent / "techniques" / "sources.yaml"


@dataclass(frozen=True, slots=True)
class Source:
    """An article or a book; `doi` is empty where there is none or it is not certain."""

    authors: str
    year: int
    title: str
    published: str  # the journal with volume and pages, or who published the book
    doi: str = ""

    @property
    def address(self) -> str:
        """Where it can be found, if it has a lasting address."""
        return f"https://doi.org/{self.doi}" if self.doi else ""


@cache
def sources() -> Mapping[str, Source]:
    """All works by the short name that techniques use."""
    found = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    return {name: Source(**parts) for name, parts in found.items()}
