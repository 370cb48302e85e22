"""Instances of the maximally diverse grouping problem in MDGPLIB's format, read and run.

`python -m benchmarks.mdgplib FOLDER [SEEDS]` prints a line for each file: the literature's
limits in CPU seconds (3 up to 120 elements, 20 up to 240, 120 above), one thread.
"""

import sys
import time
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from collegium.domain.composition.by_distance import DistanceResult, group_by_distance
from collegium.domain.composition.result import Moves

# What the authors' own program of iterated maxima search (Lai and Hao 2016) reaches within
# the same limits: the best of several runs on one machine.
REFERENCE = {
    "Geo_n120_ss_01": 101_584.4,
    "Geo_n120_ds_01": 111_880.2,
    "RanInt_n120_ss_01": 47_909.0,
    "RanInt_n120_ds_01": 51_035.0,
    "RanReal_n120_ss_01": 47_284.9,
    "RanReal_n120_ds_01": 50_350.2,
    "Geo_n240_ss_01": 188_829.3,
    "RanInt_n240_ss_01": 155_384.0,
    "RanReal_n240_ss_01": 154_963.9,
}


@dataclass(frozen=True, slots=True)
class Instance:
    """A matrix of distances and the least and most people of each group."""

    name: str
    distances: NDArray[np.float64]
    sizes: tuple[tuple[int, int], ...]


class CpuClock:
    """A stop after so many CPU seconds of this process from now on."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self.begun = time.process_time()

    def spent(self, moves: int) -> float:  # noqa: ARG002 - a clock does not count
        """Share of the seconds used up."""
        return (time.process_time() - self.begun) / self.seconds


@dataclass(frozen=True, slots=True)
class Row:
    """What several seeds reached on one file."""

    name: str
    limit: float
    objectives: tuple[float, ...]
    moves_a_second: float
    reference: float | None

    @property
    def mean(self) -> float:
        """The mean objective."""
        return sum(self.objectives) / len(self.objectives)


def read(path: Path) -> Instance:
    """One instance from a file. Raises ValueError where the file is cut short."""
    with path.open(encoding="utf-8") as file:
        head = file.readline().split()
        entries = np.loadtxt(file, ndmin=2)
    people, groups = int(head[0]), int(head[1])
    bounds = [int(number) for number in head[3 : 3 + 2 * groups]]
    if len(bounds) != 2 * groups or len(entries) < people * (people - 1) // 2:
        raise ValueError(f"{path.name} is cut short")
    distances = np.zeros((people, people))
    one, other = entries[:, 0].astype(int), entries[:, 1].astype(int)
    distances[one, other] = distances[other, one] = entries[:, 2]
    return Instance(path.stem, distances, tuple(zip(bounds[::2], bounds[1::2], strict=True)))


def limit_of(people: int) -> float:
    """The literature's limit in seconds."""
    return 3.0 if people <= 120 else 20.0 if people <= 240 else 120.0


def solved(instance: Instance, seconds: float, seed: int) -> DistanceResult:
    """One run of so many CPU seconds."""
    return group_by_distance(instance.distances, instance.sizes, stop=CpuClock(seconds), seed=seed)


def measured(instance: Instance, seeds: int) -> Row:
    """Several runs within the literature's limit."""
    limit = limit_of(len(instance.distances))
    begun = time.process_time()
    results = [solved(instance, limit, seed) for seed in range(seeds)]
    seconds = time.process_time() - begun
    return Row(
        name=instance.name,
        limit=limit,
        objectives=tuple(result.objective for result in results),
        moves_a_second=sum(result.moves for result in results) / seconds,
        reference=REFERENCE.get(instance.name),
    )


def table(folder: Path, seeds: int = 10) -> list[Row]:
    """All instances of a folder, smallest files first."""
    instances = [read(path) for path in sorted(folder.glob("*_n*.txt"), key=_size)]
    if instances:
        group_by_distance(instances[0].distances, instances[0].sizes, stop=Moves(1))  # compile
    return [measured(instance, seeds) for instance in instances]


def line(row: Row) -> str:
    """A row for people to read."""
    reference = "" if row.reference is None else f"{row.mean - row.reference:+10.1f}"
    return (
        f"{row.name:20} {row.limit:5.0f} s  mean {row.mean:12.1f}  worst "
        f"{min(row.objectives):12.1f}  best {max(row.objectives):12.1f}  "
        f"{row.moves_a_second / 1e6:6.0f} million moves/s  {reference}"
    )


def _size(path: Path) -> tuple[int, str]:
    return path.stat().st_size, path.name


def main() -> None:
    """Print one line for each file of the folder given."""
    seeds = int(sys.argv[2]) if len(sys.argv) > 2 else 10
    for row in table(Path(sys.argv[1]), seeds):
        print(line(row))


if __name__ == "__main__":
    main()
