"""Compile what a search needs before anybody waits for it: `python -m` this module.

Small invented problems are solved that use every part of the engine; where all of it is
compiled already that takes about a second. Serving a page never does this.
"""

import os
from contextlib import suppress
from dataclasses import replace

from collegium.domain.composition.engine import solve
from collegium.domain.composition.problem import (
    WIDEST_MIX,
    Facilitator,
    Participant,
    Problem,
    Rules,
    Sizes,
)
from collegium.domain.composition.result import Moves
from collegium.domain.composition.rotation import rotate

_NICER = 10  # than whoever asks for pages meanwhile
_BRIEFLY = Moves(2_000)
_CATEGORIES = ("department", "function", "site")


def warm_up() -> None:
    """Compile the kernels of `solve`, of its proof and of `rotate`, if that is still to do."""
    problem = _everything(12)
    solve(problem, stop=_BRIEFLY)
    rotate(problem, 2, stop=_BRIEFLY)
    for weights in (WIDEST_MIX, replace(WIDEST_MIX, complement=0, balance={})):
        # more people than are proven; pairs alone are searched in a way of their own
        solve(replace(_everything(30), weights=weights), stop=_BRIEFLY)


def _everything(people: int) -> Problem:
    """So many people under every kind of rule."""
    everybody = tuple(_person(at) for at in range(people))
    first = [person.id for person in everybody]
    return Problem(
        people=everybody,
        managers={first[1]: first[0]},
        facilitators=(Facilitator("guest", people, frozenset({"en"})),),
        sizes=Sizes(4, 6),
        weights=WIDEST_MIX,
        met={(first[2], first[3]): 1.0},
        rules=Rules(
            apart=frozenset({(first[4], first[5])}),
            together=frozenset({(first[6], first[7])}),
            levels_apart=3,
            common_hours=4,
            never_alone=frozenset({("site", "site 0")}),
            hosts=1,
        ),
    )


def _person(at: int) -> Participant:
    return Participant(
        id=f"p{at:02}",
        categories={
            name: f"{name} {at // 3**column % 3}" for column, name in enumerate(_CATEGORIES)
        },
        numbers={"tenure": at % 5},
        strengths=frozenset({f"strength {at % 4}"}),
        wants=frozenset({f"strength {(at + 1) % 4}"}),
        languages=frozenset({"en"}),
        level=at % 2,
        can_host=True,
    )


if __name__ == "__main__":
    with suppress(AttributeError, OSError):  # not every system has it
        os.nice(_NICER)
    warm_up()
