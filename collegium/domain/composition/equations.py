"""Who sits where, as equations for a solver that is handed in."""

from collections.abc import Iterator, Mapping
from typing import Any

from collegium.domain.composition.alike import classes
from collegium.domain.composition.company import Company
from collegium.domain.composition.index import Index, bits

type Term = Any  # a model, a variable or a sum of the solver, which has no types


class Equations:
    """The rules for these people, those needed among them, over classes of people alike.

    `counts` says for each class and group how many of its units sit there. The first of
    `groups` are the positions of those that people stay in, the others, all -1, are alike.
    """

    def __init__(self, model: Term, index: Index, people: set[int], needed: set[int]) -> None:
        self.model = model
        self.alike = classes(index, people)
        self.groups = sorted({one.fixed for one in self.alike} - {-1})
        most = len(people) // index.problem.sizes.minimum
        self.groups += [-1] * max(0, most - len(self.groups))
        self.counts: list[list[Term]] = []
        self._index = index
        self._people = people
        self._company = Company(index, people)
        self._there: list[list[Term]] = []
        self._used = [self._bool() for _ in self.groups]
        self._helped = self._helpers()
        self._seats(needed)
        for at in range(len(self.groups)):
            self._clashes(at)
            self._languages(at)
            self._hours(at)
            self._levels(at)
            self._quotas(at)
        self.seated = self._loads(everybody=needed == people)

    def _bool(self) -> Term:
        return self.model.new_bool_var("")

    def _seats(self, needed: set[int]) -> None:
        for one in self.alike:
            counts, there = [], []
            for group in self.groups:
                most = one.together if one.fixed in (-1, group) else 0
                count = self.model.new_int_var(0, most, "")
                present = count if most <= 1 else self._bool()
                if most > 1:
                    self.model.add(count <= most * present)
                    self.model.add(count >= present)
                counts.append(count)
                there.append(present)
            self.model.add(sum(counts) <= len(one.units))
            must = sum(not needed.isdisjoint(unit) for unit in one.units)
            if must:
                self.model.add(sum(counts) >= must)
            self.counts.append(counts)
            self._there.append(there)

    def _loads(self, *, everybody: bool) -> Term:
        """Sizes; groups that nothing tells apart are in order of their size. All the seated."""
        sizes = self._index.problem.sizes
        loads = [
            sum(one.size * counts[at] for one, counts in zip(self.alike, self.counts, strict=True))
            for at in range(len(self.groups))
        ]
        for load, used in zip(loads, self._used, strict=True):
            self.model.add(load >= sizes.minimum * used)
            self.model.add(load <= sizes.maximum * used)
        for at, group in enumerate(self.groups[:-1]):
            if group < 0:
                self.model.add(loads[at] >= loads[at + 1])
                self.model.add(self._used[at] >= self._used[at + 1])
        if everybody:
            self.model.add(sum(loads) == len(self._people))
        return sum(loads)

    def _clashes(self, at: int) -> None:
        pools: dict[int, list[Term]] = {}
        for row, one in enumerate(self.alike):
            for pool in one.pools:
                pools.setdefault(pool, []).append(self._there[row][at])
            for other in range(row):
                if self.alike[other].clashes(one) and not self.alike[other].pools & one.pools:
                    self.model.add_at_most_one(self._there[row][at], self._there[other][at])
        for mates in pools.values():
            self.model.add_at_most_one(mates)

    def _helpers(self) -> list[list[Term]]:
        """One facilitator for each group; their clashes with people."""
        given = self._index.problem.facilitators
        helped = [[self._bool() for _ in self.groups] for _ in given]
        for helper, groups in zip(given, helped, strict=True):
            self.model.add(sum(groups) <= helper.capacity)
        if given:
            for at, used in enumerate(self._used):
                self.model.add(sum(groups[at] for groups in helped) == used)
        return helped

    def _present(self, at: int) -> Iterator[tuple[int, int, Term]]:
        """Languages and hours of everybody who may be in a group, with their presence."""
        for one, there in zip(self.alike, self._there, strict=True):
            yield one.kind.languages, one.kind.hours, there[at]
        first = len(self._index.people)
        for row, groups in enumerate(self._helped):
            place = first + row
            yield self._index.languages[place], self._index.hours[place], groups[at]
            for one, there in zip(self.alike, self._there, strict=True):
                if place in one.foes:
                    self.model.add_at_most_one(there[at], groups[at])

    def _languages(self, at: int) -> None:
        present = list(self._present(at))
        masks = {languages for languages, _, _ in present}
        spoken = {language: self._bool() for language in _enough(masks)}
        if spoken:
            self.model.add_exactly_one(spoken.values())
        for languages, _, there in present:
            if not all(languages >> language & 1 for language in spoken):
                known = [term for language, term in spoken.items() if languages >> language & 1]
                self.model.add(sum(known) >= there)

    def _hours(self, at: int) -> None:
        index = self._index
        if not index.half_hours:
            return
        weeks: dict[int, list[Term]] = {}
        for _, hours, there in self._present(at):
            weeks.setdefault(hours, []).append(there)
        open_hours = {stretch: self._bool() for stretch in range(len(index.hour_lengths))}
        length = sum(index.hour_lengths[stretch] * term for stretch, term in open_hours.items())
        self.model.add(length >= index.half_hours)
        for hours, people in weeks.items():
            anyone = self._bool()
            for there in people:
                self.model.add_implication(there, anyone)
            for stretch, term in open_hours.items():
                if not hours >> stretch & 1:
                    self.model.add_at_most_one(term, anyone)

    def _levels(self, at: int) -> None:
        if self._index.problem.rules.levels_apart is None:
            return
        spans: Mapping[int, Term] = {}
        for one, there in zip(self.alike, self._there, strict=True):
            starts = [span.start for span in self._company.spans(one.kind)]
            if one.kind.low >= 0:
                spans = spans or self._span_starts()
                self.model.add(sum(spans[start] for start in starts) >= there[at])

    def _span_starts(self) -> Mapping[int, Term]:
        levels = {self._index.levels[one] for one in self._people} - {-1}
        spans = {level: self._bool() for level in sorted(levels)}
        self.model.add_exactly_one(spans.values())
        return spans

    def _quotas(self, at: int) -> None:
        for row, quota in enumerate(self._index.quotas):
            total = sum(
                one.counted[row] * counts[at]
                for one, counts in zip(self.alike, self.counts, strict=True)
            )
            if not quota.or_none:
                self.model.add(total >= quota.least * self._used[at])
                continue
            for one, there in zip(self.alike, self._there, strict=True):
                if one.counted[row]:
                    self.model.add(total >= quota.least * there[at])


def _enough(masks: set[int]) -> list[int]:
    """Languages without those that nobody needs, as everybody who has one has another too."""
    languages = sorted({language for mask in masks for language in bits(mask)})
    speakers = {at: frozenset(m for m in masks if m >> at & 1) for at in languages}
    return [
        one
        for one in languages
        if not any(
            speakers[one] < speakers[other] or (speakers[one] == speakers[other] and other < one)
            for other in languages
        )
    ]
