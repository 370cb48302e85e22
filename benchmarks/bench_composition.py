"""How close to its bound the composition engine comes, and how long it takes: `make bench`.

Rosters are seeded: 12 departments, 8 functions, 15 sites, groups of six, no hard rule in the way.
"""

import time
from random import Random

from collegium.domain.composition import Participant, Problem, Sizes, Stop, check, solve

SIZES = (24, 120, 288)
STRENGTHS = [f"strength {number}" for number in range(8)]


def roster(people: int, *, seed: int = 1) -> Problem:
    """A problem of so many people; the same seed gives the same one."""
    chance = Random(seed)  # noqa: S311 - an invented roster, not a secret
    return Problem(
        people=tuple(
            Participant(
                id=f"p{number}",
                categories={
                    "department": f"d{chance.randrange(12)}",
                    "function": f"f{chance.randrange(8)}",
                    "site": f"s{chance.randrange(15)}",
                    "gender": chance.choice(["woman", "man"]),
                },
                numbers={"tenure": float(chance.randrange(5))},
                strengths=frozenset(chance.sample(STRENGTHS, 2)),
                wants=frozenset(chance.sample(STRENGTHS, 2)),
                languages=frozenset({"en"}),
                level=chance.randint(2, 4),
            )
            for number in range(people)
        ),
        sizes=Sizes(6, 6),
    )


def main() -> None:
    """Print one line for each size."""
    print("people  groups  gap to bound  seconds  hard rules broken")
    for people in SIZES:
        problem = roster(people)
        started = time.perf_counter()
        result = solve(problem, stop=Stop.fitting(people), seed=1)
        seconds = time.perf_counter() - started
        broken = len(check(problem, result.groups))
        print(
            f"{people:6}  {len(result.groups):6}  {result.gap:11.2%}  {seconds:7.2f}  {broken:17}"
        )


if __name__ == "__main__":
    main()
