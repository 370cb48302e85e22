"""What the watch has found, in a sentence."""

from collegium.domain.composition import Rule, Violation
from collegium.groups.models import Notice
from collegium.groups.words.rules import broken


def noticed(notice: Notice) -> str:
    """Which rule the two now break."""
    people = {str(one.pk): one for one in (notice.first, notice.second)}
    found = Violation(Rule(notice.rule), 0, tuple(people), notice.found, notice.limit)
    return broken(found, people)
