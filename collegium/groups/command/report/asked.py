"""The rules that were asked for in sentences, and whether the groups keep to them."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from collegium.domain.composition import check
from collegium.domain.composition.problem import Problem
from collegium.domain.composition.result import Result, Rule
from collegium.groups.words.names import ATTRIBUTES

WORKING_DAYS = 5


@dataclass(frozen=True, slots=True)
class Asked:
    """One rule, and how often the groups break it: never, unless something was pinned."""

    sentence: str
    broken: int


def asked_of(problem: Problem, result: Result) -> tuple[Asked, ...]:
    """Every rule that had something to say. A private wish is not mentioned."""
    violations = check(problem, result.groups)
    return tuple(
        Asked(sentence, sum(found.rule == rule for found in violations))
        for rule, sentence in _sentences(problem)
    )


def _sentences(problem: Problem) -> Iterator[tuple[Rule, str]]:
    rules = problem.rules
    yield Rule.SIZE, _size(problem)
    if problem.managers:
        yield Rule.LINE, _("Boss and report, however far apart, are never together.")
    if any(person.promotion_pool for person in problem.people):
        yield Rule.POOL, _("People of one promotion pool are never together.")
    if rules.shared_language and any(person.languages for person in problem.people):
        yield Rule.LANGUAGE, _("In each group there is a language that everybody speaks.")
    if rules.levels_apart is not None:
        yield (
            Rule.LEVELS,
            ngettext(
                "In a group people are at most %(levels)s level apart.",
                "In a group people are at most %(levels)s levels apart.",
                rules.levels_apart,
            )
            % {"levels": rules.levels_apart},
        )
    if rules.common_hours is not None:
        hours = number_format(f"{rules.common_hours / WORKING_DAYS:g}")
        yield (
            Rule.HOURS,
            _("Each group has at least %(hours)s common working hours a day.") % {"hours": hours},
        )
    yield from _of_pairs_and_posts(problem)


def _of_pairs_and_posts(problem: Problem) -> Iterator[tuple[Rule, str]]:
    rules = problem.rules
    if rules.apart:
        yield (
            Rule.APART,
            ngettext(
                "%(count)s pair is kept apart.", "%(count)s pairs are kept apart.", len(rules.apart)
            )
            % {"count": len(rules.apart)},
        )
    if rules.together:
        count = len(rules.together)
        yield (
            Rule.TOGETHER,
            ngettext(
                "%(count)s pair is kept together.", "%(count)s pairs are kept together.", count
            )
            % {"count": count},
        )
    if rules.never_alone:
        values = ", ".join(
            f"{ATTRIBUTES.get(name, name)} “{value}”" for name, value in sorted(rules.never_alone)
        )
        yield (
            Rule.ALONE,
            _("Nobody is the only one in a group with: %(values)s.") % {"values": values},
        )
    if rules.hosts:
        yield (
            Rule.HOST,
            ngettext(
                "In each group at least %(count)s person can host.",
                "In each group at least %(count)s people can host.",
                rules.hosts,
            )
            % {"count": rules.hosts},
        )
    if problem.facilitators:
        yield Rule.FACILITATOR, _("Each group has a facilitator, none more than they can support.")


def _size(problem: Problem) -> str:
    sizes = problem.sizes
    if sizes.minimum == sizes.maximum:
        return _("Groups have %(size)s people.") % {"size": sizes.minimum}
    return _("Groups have %(minimum)s to %(maximum)s people.") % {
        "minimum": sizes.minimum,
        "maximum": sizes.maximum,
    }
