"""Databases that the migrations made once, copied for every server that starts on empty ones.

The migrations have tests of their own, and take as long as a short journey.
"""

import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
KEPT = ROOT / ".venv" / "prepared"
NAMES = ("collegium.sqlite3", "vault.sqlite3")
VERBS = (("migrate", "vault", "--database", "vault"), ("migrate",))


def brought_up_to_date(data: Path) -> None:
    """Put both databases into a data folder, as `collegium serve` makes them on its first start."""
    KEPT.mkdir(exist_ok=True)
    made = KEPT / _digest()
    with (KEPT / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not made.exists():
            _make(made)
    data.mkdir(mode=0o700, parents=True, exist_ok=True)
    for name in NAMES:
        shutil.copyfile(made / name, data / name)


def _digest() -> str:
    """What the tables of today come from."""
    texts = [*(ROOT / "collegium").glob("*/migrations/*.py"), *(ROOT / "locks").glob("*.txt")]
    return hashlib.sha256(b"\0".join(one.read_bytes() for one in sorted(texts))).hexdigest()[:16]


def _make(place: Path) -> None:
    for older in KEPT.glob("*/"):
        shutil.rmtree(older)
    making = place.with_suffix(".making")
    environment = os.environ | {
        "COLLEGIUM_DATA": str(making),
        "COLLEGIUM_DEMO": "0",
        "DATABASE_URL": "",
        "VAULT_DATABASE_URL": "",
    }
    for verb in VERBS:
        subprocess.run(
            [sys.executable, "-m", "collegium", *verb, "--no-input", "--verbosity", "0"],
            env=environment,
            cwd=ROOT,
            check=True,
        )
    making.rename(place)
