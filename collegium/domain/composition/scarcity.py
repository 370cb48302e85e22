"""How many repeats no plan of several rounds can do without, and why; by arithmetic alone."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Scarcity:
    """At least `repeats` meetings of pairs after their first, and what makes them so many.

    Codes: `few_groups` (more seats in a group than groups: some of the next round's must have
    met), `few_people` (more seats over all rounds than people to meet), "" for no repeats.
    """

    repeats: int
    reason: str = ""


def fewest_repeats(sizes: Sequence[int], rounds: int, partners: Sequence[int]) -> Scarcity:
    """A floor under the repeats of so many rounds of groups of these sizes.

    `partners` says for each person how many others they may meet and have not met before.

    Two rounds: a group of s people who sat in G groups before has at least as many pairs that
    met as s people dealt evenly to G groups have; so each round after the first repeats that
    many of the first's pairs. All rounds: somebody who has r (s - 1) seats beside them and p
    partners meets somebody again r (s - 1) - p times at least; each repeat is two people's.
    """
    groups = len(sizes)
    by_groups = (rounds - 1) * sum(_dealt(size, groups) for size in sizes)
    beside = rounds * (min(sizes, default=1) - 1)
    by_person = sum(max(0, beside - able) for able in partners)
    in_all = 2 * rounds * sum(size * (size - 1) // 2 for size in sizes) - sum(partners)
    by_people = -(-max(by_person, in_all) // 2)
    least = max(by_groups, by_people)
    reason = "few_groups" if by_groups == least else "few_people"
    return Scarcity(least, reason if least > 0 else "")


def _dealt(people: int, groups: int) -> int:
    """Pairs in the same group when people are dealt as evenly as can be."""
    share, over = divmod(people, groups)
    return over * (share + 1) * share // 2 + (groups - over) * share * (share - 1) // 2
