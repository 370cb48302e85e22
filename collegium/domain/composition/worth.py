"""What a pair, a group and a grouping are worth."""

from collections.abc import Sequence

from collegium.domain.composition.index import Index


def pair_worths(index: Index, one: int, others: Sequence[int]) -> list[float]:
    """The worth of one person sitting with each of the others, in their order."""
    worths = [0.0] * len(others)
    for _, weight, codes in index.categories:
        own = codes[one]
        worths = [
            worth + weight if codes[at] != own else worth
            for worth, at in zip(worths, others, strict=True)
        ]
    for weight, values in index.numbers:
        here = values[one]
        worths = [
            worth + weight * (values[at] - here) ** 2
            for worth, at in zip(worths, others, strict=True)
        ]
    return _with_company(index, one, others, worths)


def _with_company(
    index: Index, one: int, others: Sequence[int], worths: list[float]
) -> list[float]:
    weights = index.problem.weights
    if weights.complement:
        worths = [
            worth + weights.complement * complement(index, one, at)
            for worth, at in zip(worths, others, strict=True)
        ]
    met = index.met[one]
    if met and weights.new_faces:
        worths = [
            worth - weights.new_faces if met >> at & 1 else worth
            for worth, at in zip(worths, others, strict=True)
        ]
    return worths


def complement(index: Index, one: int, other: int) -> int:
    """How many strengths of either the other wants to learn."""
    given = index.strengths[one] & index.wants[other]
    taken = index.strengths[other] & index.wants[one]
    return given.bit_count() + taken.bit_count()


def group_worth(index: Index, members: Sequence[int]) -> float:
    """The sum over the pairs of one group."""
    return sum(sum(pair_worths(index, one, members[at + 1 :])) for at, one in enumerate(members))
