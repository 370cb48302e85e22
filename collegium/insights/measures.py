"""The fixed set of figures about a programme. There is no other, and no way to ask for one.

To add a measure:

1. Give it a `Measure`, and a line in `DESCRIBED`: what it is called, its unit, its `Scale`.
2. Put it into a `Family` of `FAMILIES`. Measures that follow from one another, such as
   before, after and the change between them, share a family: the same people, the same cells.
   What is asked of other people, or at another time, has a family of its own. What follows
   from a family's figures and from others that are shown, such as "then" from "after" and the
   change since, stands in `JUDGED`: it is shown nowhere, and hides what would tell it.
   What is asked in the same words in every programme stands in `ASKED_ONCE`.
3. Write its collector in `collegium/insights/queries/finals/` and name it in `COLLECTORS`
   there: it takes a programme and the end of a month, and returns for each *member* whose
   values are final by then one number for each measure of the family, in the family's order,
   then one for each of what is judged with them (None for whoever is not among these).
   Final means that they will not be asked again: say by which event, and let who is final
   never depend on what they answered. Two rules from the attacker: leave out whoever could
   not take part (their value would be known, and with it less of the others'), and never
   make who is counted follow from a value (count the people with zero attempts, too).

Publishing, rounding, freezing, carrying over, pooling and the pages follow from these lines:
once a month the worker asks each collector, drops who was counted before, and puts the rest
through `collegium.domain.evidence.next_edition`. A collector may be asked for anything again
and again; only who was in no edition yet matters.

For rows that are not a programme's, such as results of techniques over the organisation, make
the cubes yourself (people are `Person` ids) and hand them to
`collegium.insights.actions.freeze(Subject(organisation, None, family, about), cubes, …)` from
a function in `collegium.insights.actions.closing.BESIDE_PROGRAMMES`; read them with
`collegium.insights.queries.editions.figures_of(subject)`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from collegium.domain.evidence import SHARES, Grain, Reason, Scale


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
    COMPETENCE_BEFORE = "competence_before"
    COMPETENCE_AFTER = "competence_after"
    COMPETENCE_CHANGE = "competence_change"
    COMPETENCE_CHANGE_THEN = "competence_change_then"
    CONNECTIONS_BEFORE = "connections_before"
    CONNECTIONS_AFTER = "connections_after"
    DEPARTMENTS_BEFORE = "departments_before"
    DEPARTMENTS_AFTER = "departments_after"
    RECOMMEND = "recommend"
    STAY_BEFORE = "stay_before"
    STAY_AFTER = "stay_after"
    WEEK_1 = "week_1"  # of practice: how sure people were
    WEEK_2 = "week_2"
    WEEK_3 = "week_3"
    WEEK_4 = "week_4"
    WEEK_5 = "week_5"
    WEEK_6 = "week_6"
    WEEK_7 = "week_7"
    WEEK_8 = "week_8"

    @property
    def scale(self) -> Scale:
        """From where to where it goes, and how finely it is published."""
        return DESCRIBED[self].scale

    @property
    def is_share(self) -> bool:
        """Whether it is a part of the people, shown as so many of ten."""
        return self.scale.grain is Grain.SHARE


class Family(StrEnum):
    """Measures of the same people, published together."""

    ORIENTATION = "orientation"
    SESSION_ONE = "session_one"
    SESSION_TWO = "session_two"
    PRACTICE = "practice"
    CONFIDENCE = "confidence"
    LOOKING_BACK = "looking_back"
    COMPETENCE = "competence"
    COMPETENCE_LOOKING_BACK = "competence_looking_back"
    CONNECTIONS = "connections"
    RECOMMEND = "recommend"
    STAY = "stay"
    WEEK_1 = "week_1"
    WEEK_2 = "week_2"
    WEEK_3 = "week_3"
    WEEK_4 = "week_4"
    WEEK_5 = "week_5"
    WEEK_6 = "week_6"
    WEEK_7 = "week_7"
    WEEK_8 = "week_8"


@dataclass(frozen=True, slots=True)
class Described:
    """What people read about a measure, and its scale."""

    label: str | Promise
    unit: str | Promise
    scale: Scale


WEEKS: Mapping[Family, int] = {
    family: int(family.removeprefix("week_")) for family in Family if family.startswith("week_")
}

FAMILIES: Mapping[Family, tuple[Measure, ...]] = {
    Family.ORIENTATION: (Measure.ORIENTATION,),
    Family.SESSION_ONE: (Measure.SESSION_ONE,),
    Family.SESSION_TWO: (Measure.SESSION_TWO,),
    Family.PRACTICE: (Measure.LOGGED, Measure.ATTEMPTS),
    Family.CONFIDENCE: (Measure.BEFORE, Measure.AFTER, Measure.CHANGE),
    Family.LOOKING_BACK: (Measure.CHANGE_THEN,),
    Family.COMPETENCE: (
        Measure.COMPETENCE_BEFORE,
        Measure.COMPETENCE_AFTER,
        Measure.COMPETENCE_CHANGE,
    ),
    Family.COMPETENCE_LOOKING_BACK: (Measure.COMPETENCE_CHANGE_THEN,),
    Family.CONNECTIONS: (
        Measure.CONNECTIONS_BEFORE,
        Measure.CONNECTIONS_AFTER,
        Measure.DEPARTMENTS_BEFORE,
        Measure.DEPARTMENTS_AFTER,
    ),
    Family.RECOMMEND: (Measure.RECOMMEND,),
    Family.STAY: (Measure.STAY_BEFORE, Measure.STAY_AFTER),
    **{family: (Measure(family),) for family in WEEKS},
}

OF_TEN = _("of ten people")
ZERO_TO_100 = _("0 to 100")
POINTS = _("points of 100")
ONE_TO_5 = _("1 to 5")
POINTS_OF_5 = _("points between 1 and 5")
PEOPLE_EACH = _("people each; fifteen or more count as fifteen")
DEPARTMENTS_EACH = _("departments each; eight or more count as eight")
FIVE = Scale(1, 5)
SURE = Scale(0, 100)
MOVED = Scale(-100, 100)

TIMES = Scale(0, 10)

# Names and scales of what is never shown, but follows from what is: see above.
JUDGED: Mapping[Family, tuple[tuple[str, Scale], ...]] = {
    Family.PRACTICE: (("attempts_of_those_who_logged", TIMES),),
    Family.LOOKING_BACK: (("then", SURE), ("after_then", SURE)),
    Family.COMPETENCE_LOOKING_BACK: (("competence_then", FIVE), ("competence_after_then", FIVE)),
}

DESCRIBED: Mapping[Measure, Described] = {
    Measure.ORIENTATION: Described(_("Took part in the orientation"), OF_TEN, SHARES),
    Measure.SESSION_ONE: Described(_("Took part in Session One"), OF_TEN, SHARES),
    Measure.SESSION_TWO: Described(_("Took part in Session Two"), OF_TEN, SHARES),
    Measure.LOGGED: Described(_("Wrote in their log at least once"), OF_TEN, SHARES),
    Measure.ATTEMPTS: Described(
        _("Times somebody tried what they had planned"),
        _("times a person; ten or more count as ten"),
        TIMES,
    ),
    Measure.BEFORE: Described(_("How sure people felt before"), ZERO_TO_100, SURE),
    Measure.AFTER: Described(_("How sure people feel after"), ZERO_TO_100, SURE),
    Measure.CHANGE: Described(_("Change from before to after"), POINTS, MOVED),
    Measure.CHANGE_THEN: Described(_("Change, looking back"), POINTS, MOVED),
    Measure.COMPETENCE_BEFORE: Described(_("What people said they can do, before"), ONE_TO_5, FIVE),
    Measure.COMPETENCE_AFTER: Described(_("What people say they can do, after"), ONE_TO_5, FIVE),
    Measure.COMPETENCE_CHANGE: Described(
        _("Change in what people can do"), POINTS_OF_5, Scale(-4, 4)
    ),
    Measure.COMPETENCE_CHANGE_THEN: Described(
        _("Change in what people can do, looking back"), POINTS_OF_5, Scale(-4, 4)
    ),
    Measure.CONNECTIONS_BEFORE: Described(
        _("Colleagues one could call for help, before"), PEOPLE_EACH, Scale(0, 15)
    ),
    Measure.CONNECTIONS_AFTER: Described(
        _("Colleagues one could call for help, after"), PEOPLE_EACH, Scale(0, 15)
    ),
    Measure.DEPARTMENTS_BEFORE: Described(
        _("Other departments with somebody to call, before"), DEPARTMENTS_EACH, Scale(0, 8)
    ),
    Measure.DEPARTMENTS_AFTER: Described(
        _("Other departments with somebody to call, after"), DEPARTMENTS_EACH, Scale(0, 8)
    ),
    Measure.RECOMMEND: Described(
        _("Would recommend it to a colleague"), _("0 to 10"), Scale(0, 10)
    ),
    Measure.STAY_BEFORE: Described(_("See themselves here in a year, before"), ONE_TO_5, FIVE),
    Measure.STAY_AFTER: Described(_("See themselves here in a year, after"), ONE_TO_5, FIVE),
    **{
        Measure(family): Described(
            format_lazy(_("How sure in week {week} of practice"), week=week), ZERO_TO_100, SURE
        )
        for family, week in WEEKS.items()
    },
}

# Too few answer each week to tell them apart; and where people want to leave is too near to who.
WITHOUT_DEPARTMENTS = frozenset({*WEEKS, Family.STAY})

# Asked in the same words in every programme: whoever sits in two counts in one of them.
ASKED_ONCE = frozenset(
    {
        Family.COMPETENCE,
        Family.COMPETENCE_LOOKING_BACK,
        Family.CONNECTIONS,
        Family.RECOMMEND,
        Family.STAY,
    }
)

PARTICIPATION = (
    Measure.ORIENTATION,
    Measure.SESSION_ONE,
    Measure.SESSION_TWO,
    Measure.LOGGED,
)

REASONS = {
    Reason.TOO_FEW_PEOPLE: _("too few people to tell without pointing at somebody"),
    Reason.TOO_FEW_GROUPS: _("too few groups to tell without pointing at one"),
    Reason.ONE_GROUP_PREVAILS: _("mostly one or two groups, so it would point at them"),
    Reason.PROTECTS_OTHERS: _("left out so that another figure cannot be worked out from it"),
    Reason.NEAR_THE_TOP: _("nearly everybody at the top; a figure would tell of each"),
    Reason.NEAR_THE_BOTTOM: _(
        "nearly everybody at the bottom; the exact figure would tell of each"
    ),
}
