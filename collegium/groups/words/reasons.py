"""Why somebody sits where they sit, and how good all of it is."""

from collections.abc import Iterable, Mapping
from math import ceil

from django.utils.formats import number_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from collegium.domain.composition import Reason, Result
from collegium.groups.words.names import ATTRIBUTES, Named, every, listed, named
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
NOTICEABLE = 0.005
SMALLEST_GAP = 0.00005


def why_here(reason: Reason, people: Mapping[str, Named]) -> str:
    """A reason in a sentence."""
    return str(SENTENCES[reason.code]) % {
        "attribute": ATTRIBUTES.get(reason.attribute, reason.attribute),
        "value": reason.value,
        "people": named(reason.people, people),
        "rules": listed(str(RULES[rule]) for rule in reason.rules),
    }


def why_all_here(reasons: Iterable[Reason], people: Mapping[str, Named]) -> list[str]:
    """All reasons in few sentences: what somebody alone brings is said in one."""
    reasons = list(reasons)
    brings = [reason for reason in reasons if reason.code == "only_one"]
    sentences = [why_here(reason, people) for reason in reasons if reason.code != "only_one"]
    if not brings:
        return sentences
    values = [
        _("%(attribute)s “%(value)s”")
        % {
            "attribute": ATTRIBUTES.get(reason.attribute, reason.attribute),
            "value": reason.value,
        }
        for reason in brings
    ]
    return [_("The only one here with %(values)s.") % {"values": every(values)}, *sentences]


def how_near(result: Result) -> list[str]:
    """How good an answer is: against drawing lots, and against the best imaginable."""
    if not any(len(group) > 1 for group in result.groups):
        return []
    if result.proven:
        return [_("It is proved that nobody can find better groups that keep to the rules.")]
    sentences = [
        _("These groups go %(closed)s %% of the way from drawing lots to the best imaginable.")
        % {"closed": rounded_down(result.closed)}
    ]
    if result.bound <= 0:  # a share of nothing says nothing
        return sentences
    if result.gap < SMALLEST_GAP:
        proof = _("It is proved that no other groups of these sizes can be better.")
    else:
        proof = _(
            "It is proved that no other groups of these sizes, even without any rules, can be "
            "more than %(gap)s %% better."
        ) % {"gap": _gap(result.gap)}
    return [*sentences, proof]


def rounded_down(share: float) -> str:
    """Per cent with one decimal, never more than is true."""
    return number_format(f"{int(1000 * share + 1e-6) / 10:g}")


def _gap(share: float) -> str:
    """Per cent with two digits that mean something, never less than is true."""
    digits = 1 if share >= 0.01 else 2
    return number_format(f"{ceil(100 * share * 10**digits - 1e-6) / 10**digits:g}")


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
    points = number_format(f"{abs(change):.1f}")
    if change > 0:
        return _("The mix gets better by %(points)s points.") % {"points": points}
    return _("The mix loses %(points)s points.") % {"points": points}


def mix_after(share: float) -> str:
    """What a move does to the mix of the groups concerned, whatever their sizes."""
    if abs(share) < NOTICEABLE:
        return _("The mix stays about as it is.")
    words = {"share": f"{max(1, round(100 * abs(share)))}"}
    if share > 0:
        return _("The groups concerned become %(share)s %% more mixed.") % words
    return _("The groups concerned become %(share)s %% less mixed.") % words
