"""Random small organisations, and a few fixed ones."""

from dataclasses import replace
from random import Random

from hypothesis import strategies as st

from collegium.domain.composition.problem import Participant, Problem, Rules, Weights
from tests.domain.composition.largest import tiny

STRENGTHS = ("coaching", "delegating", "hiring")
WEIGHTS = Weights(
    categories={"department": 3.0, "site": 2.0, "function": -1.0}, numbers={"tenure": 0.5}
)


def person(name: str, **given: object) -> Participant:
    """A participant about whom nothing is known but what is given."""
    return replace(Participant(name), **given)  # type: ignore[arg-type]  # by field name


def crowd(count: int, **given: object) -> tuple[Participant, ...]:
    """So many people in four departments."""
    return tuple(
        person(f"p{at:03}", categories={"department": f"d{at % 4}"}, **given) for at in range(count)
    )


def world(seed: int, most: int = 10) -> Problem:
    """A problem for 4 to `most` people with every kind of rule, weight and history."""
    problem = tiny(seed, most)
    dice = Random(f"world {seed}")
    ids = [one.id for one in problem.people]
    done = dice.sample(ids, dice.randrange(1, len(ids))) if dice.random() < 0.15 else []
    pinned = frozenset(one for group in problem.fixed for one in group)
    finished = frozenset(done) - pinned
    fixed = (*problem.fixed, finished) if finished else problem.fixed
    pairs = {tuple(sorted(dice.sample(ids, 2))) for _ in range(dice.randrange(4))}
    return replace(
        problem,
        people=tuple(_coloured(dice, one) for one in problem.people),
        rules=problem.rules if dice.random() < 0.5 else _milder(problem.rules),
        weights=_weights(dice),
        met={(one, other): dice.choice([0.25, 0.5, 1.0]) for one, other in sorted(pairs)},
        fixed=fixed,
        finished=frozenset({len(problem.fixed)} if finished else ()),
    )


def problems(most: int = 10) -> st.SearchStrategy[Problem]:
    """Such worlds; drawing them piece by piece would take most of a test's time."""
    return st.integers(0, 10**9).map(lambda seed: world(seed, most))


def _coloured(dice: Random, one: Participant) -> Participant:
    tenure = {"tenure": float(dice.randrange(10))} if dice.random() < 0.8 else {}
    return replace(
        one,
        categories={
            **one.categories,
            "department": dice.choice("abc"),
            **({"site": dice.choice("xy")} if dice.random() < 0.9 else {}),
        },
        numbers={**tenure, "reach": dice.gauss(0, 1)},
        strengths=frozenset(dice.sample(STRENGTHS, dice.randrange(3))),
        wants=frozenset(dice.sample(STRENGTHS, dice.randrange(3))),
    )


def _milder(rules: Rules) -> Rules:
    return replace(rules, common_hours=None, levels_apart=None, shared_language=False, hosts=0)


def _weights(dice: Random) -> Weights:
    def some(*names: str, least: float) -> dict[str, float]:
        return {name: dice.choice([least, 0.0, 0.5, 3.0]) for name in names if dice.random() < 0.7}

    return Weights(
        categories=some("department", "site", "gender", least=-2.0),
        numbers=some("tenure", "reach", least=-0.5),
        sets=some("strengths", "languages", least=-1.0),
        complement=dice.choice([0.0, 1.0, 2.5]),
        new_faces=dice.choice([0.0, 3.0]),
        balance=some("tenure", "reach", least=1.5),
    )
