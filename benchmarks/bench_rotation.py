"""Several rounds of groups: pairs that meet again, and how well each round is mixed.

Run `python -m benchmarks.bench_rotation`, with a number of moves to spend others than shown.
"""

import sys
import time

from benchmarks.rosters import roster
from collegium.domain.composition import check
from collegium.domain.composition.result import Moves
from collegium.domain.composition.rotation import rotate

CASES = [(120, 12, False, 2.5), (120, 10, False, 3), (48, 5, False, 1), (120, 6, True, 1)]
BILLION = 1_000_000_000


def main(budget: int = 0) -> None:
    """Print one line for each case, people in sixes; rules as in the composition benchmark."""
    rotate(roster(24, rules=False), 2, stop=Moves(1))  # loads and compiles
    print("people  rounds  rules  repeats  fewest  mean gap  worst gap  CPU s  rules broken  left")
    for people, rounds, rules, billions in CASES:
        problem = roster(people, rules=rules)
        started = time.process_time()
        found = rotate(problem, rounds, stop=Moves(budget or int(billions * BILLION)), seed=1)
        seconds = time.process_time() - started
        broken = sum(len(check(problem, groups)) for groups in found.rounds)
        print(
            f"{people:6}  {rounds:6}  {'all' if rules else 'none':>5}  {found.repeats:7}  "
            f"{found.fewest:6}  {sum(found.gaps) / rounds:8.2%}  {max(found.gaps):9.2%}  "
            f"{seconds:5.1f}  {broken:12}  {len(found.left_out):4}",
            flush=True,
        )


if __name__ == "__main__":
    main(*map(int, sys.argv[1:2]))
