"""One thing that keeps a problem from being solved at all."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from collegium.domain.composition.problem import Sizes
from collegium.domain.composition.result import Rule


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing to put right first, or (see `remarks`) to know beforehand.

    The data mean nothing: `sizes_impossible` (counts: minimum, maximum), `rule_impossible`
    (names), `weight_impossible` (names), `met_impossible` (people), `number_impossible`
    (people, names), `text_impossible` (people, names), `hours_impossible` (people),
    `capacity_impossible` (people), `nameless_person` (counts: people), `duplicate_person`
    (people), `unknown_person` (people), `seated_twice` (people), `finished_impossible`,
    `manager_cycle` (people in order).

    What is asked contradicts itself: `together_too_many` (people), `together_against_rule`
    and `fixed_against_rule` (people, rules), `together_across_fixed` (people),
    `fixed_too_many` (people).

    No group can be: `too_few_people` (counts: people, needed), `sizes_do_not_divide`
    (counts: people, minimum, maximum; `sizes` that would), `no_shared_language` (counts:
    speakers by language), `too_few_hosts` (counts: hosts, needed), `no_facilitator`.
    """

    code: str
    people: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    rules: tuple[Rule, ...] = ()
    counts: Mapping[str, int] = field(default_factory=dict)
    sizes: tuple[Sizes, ...] = ()


class Unsolvable(ValueError):  # noqa: N818 - reads as what the problem is
    """The problem has faults; `faults` says which."""

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        super().__init__(", ".join(fault.code for fault in faults))
        self.faults = faults
