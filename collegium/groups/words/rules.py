"""Broken rules and rules in the way."""

from collections import Counter
from collections.abc import Iterable, Mapping

from django.utils.formats import number_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from collegium.domain.composition import LeftOut, Obstacle, Rule, Violation
from collegium.groups.words.names import Named, named

RULES: Mapping[Rule, str | Promise] = {
    Rule.LINE: gettext_lazy("boss and report are never together"),
    Rule.POOL: gettext_lazy("people of one promotion pool are never together"),
    Rule.APART: gettext_lazy("pairs you keep apart"),
    Rule.TOGETHER: gettext_lazy("pairs you keep together"),
    Rule.LANGUAGE: gettext_lazy("one language that everybody speaks"),
    Rule.LEVELS: gettext_lazy("levels apart"),
    Rule.HOURS: gettext_lazy("common working hours"),
    Rule.VETO: gettext_lazy("what is not possible"),
    Rule.ALONE: gettext_lazy("nobody is the only one"),
    Rule.HOST: gettext_lazy("hosts for every group"),
    Rule.FACILITATOR: gettext_lazy("groups that a facilitator can support"),
    Rule.SIZE: gettext_lazy("size of a group"),
}

CLASHES = frozenset({Rule.LINE, Rule.POOL, Rule.APART})

VIOLATIONS: Mapping[Rule, str | Promise] = {
    Rule.LINE: gettext_lazy("%(people)s: one reports to the other, directly or further up."),
    Rule.POOL: gettext_lazy("%(people)s are in the same promotion pool."),
    Rule.APART: gettext_lazy("%(people)s are to be kept apart."),
    Rule.TOGETHER: gettext_lazy("%(people)s are to be kept together."),
    Rule.LANGUAGE: gettext_lazy("There is no language that all of them speak."),
    Rule.LEVELS: gettext_lazy("%(people)s are %(found)s levels apart; %(limit)s are allowed."),
    Rule.HOURS: gettext_lazy(
        "They have %(found)s working hours a week in common; %(limit)s are needed."
    ),
    Rule.VETO: gettext_lazy("This group is not possible."),
    Rule.ALONE: gettext_lazy(
        "%(people)s would be the only one of a kind; at least %(limit)s are to be together."
    ),
    Rule.HOST: gettext_lazy("%(found)s of them can host; %(limit)s are needed."),
    Rule.FACILITATOR: gettext_lazy("No facilitator can support this group."),
}

OBSTACLES: Mapping[Rule, str | Promise] = {
    Rule.LINE: gettext_lazy("is above or below %(people)s"),
    Rule.POOL: gettext_lazy("is in the same promotion pool as %(people)s"),
    Rule.APART: gettext_lazy("is to be kept apart from %(people)s"),
    Rule.TOGETHER: gettext_lazy("is to be kept together with %(people)s"),
    Rule.LANGUAGE: gettext_lazy("shares no language with everybody in a group"),
    Rule.LEVELS: gettext_lazy("is too many levels away from %(people)s"),
    Rule.HOURS: gettext_lazy("has too few working hours in common with a group"),
    Rule.VETO: gettext_lazy("is not possible in a group"),
    Rule.ALONE: gettext_lazy("would be the only one of a kind, or leave somebody so"),
    Rule.HOST: gettext_lazy("would leave a group without enough hosts"),
    Rule.FACILITATOR: gettext_lazy("would need a facilitator with room for another group"),
    Rule.SIZE: gettext_lazy("would make a group too large or too small"),
}


def broken(violation: Violation, people: Mapping[str, Named]) -> str:
    """What is wrong, in a sentence."""
    data = {
        "people": named(violation.people, people),
        "found": number_format(f"{violation.found or 0:g}"),
        "limit": number_format(f"{violation.limit or 0:g}"),
    }
    if violation.rule != Rule.SIZE:
        return str(VIOLATIONS[violation.rule]) % data
    if (violation.found or 0) < (violation.limit or 0):
        return _("The group has %(found)s people; at least %(limit)s are asked for.") % data
    return _("The group has %(found)s people; at most %(limit)s are asked for.") % data


def broken_rules(violations: Iterable[Violation], people: Mapping[str, Named]) -> list[str]:
    """What is wrong in few sentences: somebody who clashes with several is named once."""
    violations = list(violations)
    sentences = [broken(found, people) for found in violations if found.rule not in CLASHES]
    clashes = [found for found in violations if found.rule in CLASHES]
    while clashes:
        counted = Counter((found.rule, person) for found in clashes for person in found.people)
        (rule, person), _times = counted.most_common(1)[0]
        mine = [found for found in clashes if found.rule == rule and person in found.people]
        sentences.append(_clash(mine, rule, person, people))
        clashes = [found for found in clashes if found not in mine]
    return sentences


def _clash(found: list[Violation], rule: Rule, person: str, people: Mapping[str, Named]) -> str:
    if len(found) == 1:
        return broken(found[0], people)
    others = [other for one in found for other in one.people if other != person]
    obstacle = str(OBSTACLES[rule]) % {"people": named(others, people)}
    return f"{people[person].name} {obstacle}."


def why_left_out(out: LeftOut, people: Mapping[str, Named]) -> list[str]:
    """The rules that keep somebody out of every group, the hardest first."""
    obstacles = sorted(out.obstacles, key=lambda o: (-len(o.groups), list(Rule).index(o.rule)))
    return [_obstacle(obstacle, people) for obstacle in obstacles]


def _obstacle(obstacle: Obstacle, people: Mapping[str, Named]) -> str:
    return str(OBSTACLES[obstacle.rule]) % {"people": named(obstacle.people, people)}


BETWEEN: Mapping[Rule, str | Promise] = {
    Rule.LINE: gettext_lazy("One of them reports to the other, directly or further up."),
    Rule.POOL: gettext_lazy("They are in the same promotion pool."),
    Rule.APART: gettext_lazy("You asked to keep them apart."),
    Rule.LEVELS: gettext_lazy("They are more levels apart than you allow."),
    Rule.LANGUAGE: gettext_lazy("They share no language."),
    Rule.HOURS: gettext_lazy("They have too few working hours in common."),
}


def why_apart(one: Named, other: Named, between: Iterable[Rule]) -> list[str]:
    """What keeps two people apart; of what somebody asked for in private only that it is so."""
    names = {"one": one.name, "other": other.name}
    known = [str(BETWEEN[rule]) for rule in between if rule != Rule.VETO]
    if not known:
        return [_("%(one)s and %(other)s in one group: this is not possible.") % names]
    return [_("%(one)s and %(other)s cannot sit together.") % names, *known]
