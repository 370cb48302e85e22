"""Why somebody sits where they sit, and how good all of it is."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from collegium.domain.composition import Reason
from collegium.groups.words.names import ATTRIBUTES, Named, listed, named
from collegium.groups.words.rules import RULES

SENTENCES: Mapping[str, str | Promise] = {
    "only_one": gettext_lazy("The only one here with %(attribute)s “%(value)s”."),
    "learns": gettext_lazy("Can learn “%(value)s” from %(people)s."),
    "helps": gettext_lazy("Is strong in “%(value)s”, which %(people)s would like to learn."),
    "new_faces": gettext_lazy("Has not been in a group with %(people)s before."),
    "kept_together": gettext_lazy("You keep this person together with %(people)s."),
    "only_place": gettext_lazy("The rules leave no other group: %(rules)s."),
}

CLOSE_CALL = 0.05


def why_here(reason: Reason, people: Mapping[str, Named]) -> str:
    """A reason in a sentence."""
    return str(SENTENCES[reason.code]) % {
        "attribute": ATTRIBUTES.get(reason.attribute, reason.attribute),
        "value": reason.value,
        "people": named(reason.people, people),
        "rules": listed(str(RULES[rule]) for rule in reason.rules),
    }


def how_good(at_least: int | None) -> str:
    """The distance to the bound, in words that promise no more than was proved."""
    if at_least is None:
        return ""
    if at_least >= 99:
        return _("No other way to form groups of these sizes could be noticeably more mixed.")
    return _(
        "The groups are at least %(share)s %% as mixed as they could be, even if there were no "
        "rules to keep."
    ) % {"share": at_least}


def cost(change: float) -> str:
    """What a move does to the mix."""
    if abs(change) < CLOSE_CALL:
        return _("The mix stays as it is.")
    points = f"{abs(change):.1f}"
    if change > 0:
        return _("The mix gets better by %(points)s points.") % {"points": points}
    return _("The mix loses %(points)s points.") % {"points": points}
