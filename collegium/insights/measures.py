"""The fixed set of figures about a programme. There is no other, and no way to ask for one."""

from enum import StrEnum

from django.utils.translation import gettext_lazy as _

from collegium.domain.evidence import Grain, Reason


class Measure(StrEnum):
    """What is published, in the order in which it is shown."""

    ORIENTATION = "orientation"  # the first three are kinds of session
    SESSION_ONE = "session_one"
    SESSION_TWO = "session_two"
    LOGGED = "logged"
    ATTEMPTS = "attempts"
    BEFORE = "before"
    AFTER = "after"
    CHANGE = "change"
    CHANGE_THEN = "change_then"

    @property
    def grain(self) -> Grain:
        """How finely it is published."""
        return Grain.SHARE if self in PARTICIPATION else Grain.SCORE


PARTICIPATION = (
    Measure.ORIENTATION,
    Measure.SESSION_ONE,
    Measure.SESSION_TWO,
    Measure.LOGGED,
)

LABELS = {
    Measure.ORIENTATION: _("Took part in the orientation"),
    Measure.SESSION_ONE: _("Took part in Session One"),
    Measure.SESSION_TWO: _("Took part in Session Two"),
    Measure.LOGGED: _("Wrote in their log at least once"),
    Measure.ATTEMPTS: _("Times somebody tried what they had planned"),
    Measure.BEFORE: _("How sure people felt before"),
    Measure.AFTER: _("How sure people feel after"),
    Measure.CHANGE: _("Change from before to after"),
    Measure.CHANGE_THEN: _("Change, looking back"),
}

UNITS = {
    Measure.ORIENTATION: _("per cent of the people"),
    Measure.SESSION_ONE: _("per cent of the people"),
    Measure.SESSION_TWO: _("per cent of the people"),
    Measure.LOGGED: _("per cent of the people"),
    Measure.ATTEMPTS: _("times a person, of those who wrote in their log"),
    Measure.BEFORE: _("0 to 100"),
    Measure.AFTER: _("0 to 100"),
    Measure.CHANGE: _("points of 100"),
    Measure.CHANGE_THEN: _("points of 100"),
}

REASONS = {
    Reason.TOO_FEW_PEOPLE: _("too few people to tell without pointing at somebody"),
    Reason.TOO_FEW_GROUPS: _("too few groups to tell without pointing at one"),
    Reason.ONE_GROUP_PREVAILS: _("mostly one group, so it would point at that group"),
    Reason.PROTECTS_OTHERS: _("left out so that a smaller figure cannot be worked out from it"),
}
