"""Asking the nursery: a function of the tests, called in a process that may die of it."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from signal import SIGKILL
from typing import Any

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True, slots=True)
class Life:
    """How a child ended, what it answered or fell over, and which points it passed."""

    ended: int
    answer: Any = None
    error: Sequence[str] = ()
    points: Sequence[str] = ()
    peak: int = 0  # bytes of memory, with all that it was born with

    @property
    def was_killed(self) -> bool:
        """Whether it died at its point."""
        return self.ended == -SIGKILL


@dataclass(frozen=True, slots=True)
class Nursery:
    """The process that gives birth."""

    process: "subprocess.Popen[str]"

    def tried(self, call: str, folder: Path, *words: object, **fate: int | None) -> Life:
        """Call a function in a child on the databases in a folder.

        `die` is the number of the point at which it is killed, `pages` how much larger either
        database may become, `bytes` how large any file.
        """
        wish = {"call": call, "folder": str(folder), "words": words, **fate}
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(json.dumps(wish, default=str) + "\n")
        self.process.stdin.flush()
        return Life(**json.loads(self.process.stdout.readline()))

    def beside(self, call: str, folder: Path, *words: object) -> int:
        """Call a function in a child that goes on until somebody kills it; its process."""
        return int(self.tried(call, folder, *words, beside=1).answer)

    def done(self, call: str, folder: Path, *words: object) -> Any:  # noqa: ANN401 - JSON of its choice
        """The same where nothing is in the way; what it answered."""
        life = self.tried(call, folder, *words)
        assert life.ended == 0, life.error
        return life.answer


@contextmanager
def a_nursery(folder: Path) -> Iterator[Nursery]:
    """A nursery until the block ends. `folder` is only where its settings point to at first."""
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "collegium.config.settings",
        "COLLEGIUM_DATA": str(folder),
        "COLLEGIUM_HOSTS": "testserver,localhost,127.0.0.1",
        "COLLEGIUM_DEMO": "0",
        "COLLEGIUM_MASTER_KEY": "",
        "DATABASE_URL": "",
        "VAULT_DATABASE_URL": "",
    }
    with subprocess.Popen(
        [sys.executable, "-m", "tests.faults.nursery"],
        env=environment,
        cwd=ROOT,
        text=True,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    ) as process:
        yield Nursery(process)
        assert process.stdin is not None
        process.stdin.close()
