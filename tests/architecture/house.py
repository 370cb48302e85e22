"""The files of this repository and its settings, as the architecture tests see them."""

import os
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "collegium"
CODE = ("collegium", "tests", "tools", "benchmarks")
MADE = {"data", "build", "dist", "staticfiles", "__pycache__", "node_modules"}  # not written by us
TEXTS = {".css", ".html", ".js", ".md", ".po", ".py", ".sh", ".toml", ".txt", ".yaml", ".yml", ""}


def files(*suffixes: str, under: Path = ROOT) -> list[Path]:
    """Every file of ours with one of the suffixes, in the order of their names."""
    return sorted(path for path in _walk(under) if path.suffix in suffixes)


def _walk(folder: Path) -> Iterator[Path]:
    for place, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if name not in MADE and _is_ours(name)]
        yield from (Path(place) / name for name in names)


def _is_ours(name: str) -> bool:
    return name == ".ci" or not name.startswith(".")


def named(path: Path) -> str:
    """A path as a person would write it."""
    return str(path.relative_to(ROOT))


def text_of(name: str) -> str:
    """The text of a file named from the root of the repository."""
    return (ROOT / name).read_text(encoding="utf-8")


def project() -> dict[str, Any]:
    """`pyproject.toml`."""
    return tomllib.loads(text_of("pyproject.toml"))


def layers() -> list[str]:
    """The packages of Collegium, high to low, as import-linter holds them."""
    contract = project()["tool"]["importlinter"]["contracts"][0]
    return [name.strip("()") for name in contract["layers"]]
