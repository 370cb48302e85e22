"""Machine code: where it is kept, that it may be lost, and that there is one of each."""

import subprocess
import sys
from pathlib import Path

import pytest

from collegium.domain.composition.kernels.keeping import HERE, places, writable

# Processes that have loaded the compiler, but none of our kernels, each with a place of its own to
# keep code in, or with the same.
SIDE_BY_SIDE = """
import os, sys
import numba, numpy as np

ends = [os.pipe() for _ in sys.argv[1:]]
for cache, (_, theirs) in zip(sys.argv[1:], ends):
    if not os.fork():
        os.environ["NUMBA_CACHE_DIR"] = cache
        from collegium.domain.composition.kernels.dice import shuffle
        order = np.arange(9, dtype=np.int32)
        shuffle(np.array([1], dtype=np.uint64), order)
        os.write(theirs, str(order).encode())
        os._exit(0)
for ours, theirs in ends:
    os.close(theirs)
    print(os.read(ours, 99).decode())
sys.exit(sum(os.wait()[1] for _ in ends))
"""
# of several types on purpose: they move what they are given
GENERIC = {"shuffle", "_copy"}


def test_processes_compile_side_by_side_and_where_nothing_can_be_written(tmp_path: Path) -> None:
    shared, no_folder = tmp_path / "shared", tmp_path / "file"
    no_folder.write_text("")
    told = subprocess.run(
        [sys.executable, "-W", "error", "-c", SIDE_BY_SIDE, shared, shared, no_folder],
        capture_output=True,
        text=True,
        check=True,
    )
    answers = told.stdout.splitlines()
    assert len(answers) == 3
    assert len(set(answers)) == 1
    assert answers[0]
    assert list((shared / "collegium").rglob("*.nbc"))
    assert no_folder.read_text() == ""


def test_code_is_kept_in_the_first_place_that_can_be_written(tmp_path: Path) -> None:
    no_folder, at_home = tmp_path / "file", tmp_path / "home"
    no_folder.write_text("")
    assert writable([no_folder, at_home], "rules-0123456789ab") == at_home / "rules-0123456789ab"
    assert writable([no_folder], "rules-0123456789ab") is None


def test_code_of_earlier_texts_goes_and_nothing_else(tmp_path: Path) -> None:
    for name in ("rules-000000000000", "gone-000000000000", "dice-000000000000", "theirs", "a-b"):
        (tmp_path / name / "inside").mkdir(parents=True)
    (tmp_path / "rules.cpython-313.pyc").write_text("")
    new = writable([tmp_path], "rules-0123456789ab")
    assert new == writable([tmp_path], "rules-0123456789ab")
    assert {path.name for path in tmp_path.iterdir()} == {
        "rules-0123456789ab",
        "dice-000000000000",
        "theirs",
        "a-b",
        "rules.cpython-313.pyc",
    }


def test_code_is_kept_next_to_the_kernels_or_for_the_user(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.delenv("NUMBA_CACHE_DIR", raising=False)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path))
    near, far = places()
    assert near == HERE / "__pycache__"
    assert far.is_relative_to(tmp_path / "collegium")
    monkeypatch.setenv("NUMBA_CACHE_DIR", str(tmp_path / "told"))
    assert places() == [tmp_path / "told" / "collegium"]


LOOK = """
import sys
from collegium.domain.composition.warming import warm_up

warm_up()
for name, module in list(sys.modules.items()):
    if name.startswith("collegium.domain.composition.kernels."):
        for found in vars(module).values():
            if hasattr(found, "py_func"):
                print(found.__name__, len(found.signatures))
"""


def test_every_kernel_is_compiled_for_one_kind_of_arguments() -> None:
    # in a process of its own: other tests call kernels with what they have at hand
    told = subprocess.run([sys.executable, "-c", LOOK], capture_output=True, text=True, check=True)
    kernels = [line.split() for line in told.stdout.splitlines()]
    assert len(kernels) > len(GENERIC)
    assert {name for name, kinds in kernels if int(kinds) > 1} <= GENERIC
