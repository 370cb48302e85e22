"""Where a lead changes what is in the way."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from collegium.domain.composition import Fault, Rule
from collegium.domain.composition.relaxing import Relaxation

PARTICIPANTS, PAIRS, RULES = "groups:participants", "groups:pairs", "groups:edit_programme"
BOARD, ROSTER = "groups:board", "people:roster"
FACILITATORS = "groups:facilitators"

LABELS: Mapping[str, str | Promise] = {
    PARTICIPANTS: _("Change participants"),
    PAIRS: _("Change pairs"),
    RULES: _("Change rules"),
    BOARD: _("Change who stays in place"),
    ROSTER: _("Open the roster"),
    FACILITATORS: _("Change facilitators"),
}

OF_RULE: Mapping[Rule, str] = {
    Rule.APART: PAIRS,
    Rule.TOGETHER: PAIRS,
    Rule.LANGUAGE: RULES,
    Rule.LEVELS: RULES,
    Rule.HOURS: RULES,
    Rule.ALONE: RULES,
    Rule.HOST: RULES,
    Rule.SIZE: RULES,
    Rule.FACILITATOR: FACILITATORS,
}

OF_FAULT: Mapping[str, str] = {
    "manager_cycle": ROSTER,
    "no_shared_language": ROSTER,
    "together_too_many": PAIRS,
    "together_against_rule": PAIRS,
    "together_across_fixed": PAIRS,
    "fixed_too_many": BOARD,
    "fixed_against_rule": BOARD,
    "too_few_people": PARTICIPANTS,
    "too_few_hosts": PARTICIPANTS,
    "no_facilitator": FACILITATORS,
}


def place_of_way_out(way: Relaxation) -> str:
    """The address at which a way out is taken."""
    return PARTICIPANTS if way.rule is None else OF_RULE.get(way.rule, RULES)


def place_of_fault(fault: Fault) -> str:
    """The address at which a fault is mended."""
    return OF_FAULT.get(fault.code, RULES)
