"""A roster and its rules as the question that the engine answers."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from collegium.domain.composition.problem import (
    Facilitator,
    Pair,
    Participant,
    Problem,
    office_hours,
)
from collegium.groups.command.earlier_groups import DAYS_OF_YEAR
from collegium.groups.command.mistakes import Mistakes
from collegium.groups.command.roster_file import Roster
from collegium.groups.command.rules_file import RulesFile
from collegium.groups.command.values import ATTRIBUTES
from collegium.people.roster import Particulars
from collegium.people.roster.places import zone_of


@dataclass(frozen=True, slots=True)
class Clock:
    """The half-hours of the working week by time zone, on one day."""

    day: date
    known: dict[str, frozenset[int]]

    def working(self, person: Particulars) -> frozenset[int]:
        """Nine to five in the person's zone, or nothing where the zone is unknown."""
        zone = person.time_zone or (zone_of(person.country) or "" if person.country else "")
        if zone and zone not in self.known:
            noon = datetime.combine(self.day, time(12), tzinfo=UTC)
            offset = noon.astimezone(ZoneInfo(zone)).utcoffset()
            self.known[zone] = office_hours(int(offset.total_seconds() // 60) if offset else 0)
        return self.known.get(zone, frozenset())


@dataclass(frozen=True, slots=True)
class Question:
    """What the files ask: the problem, who everybody is, and what to know about it."""

    problem: Problem
    people: Mapping[str, Particulars]
    notes: tuple[str, ...]


def problem_of(
    roster: Roster, wishes: RulesFile, met: Mapping[Pair, float], today: date
) -> Problem:
    """Everybody who takes part, under these rules. Raises `Mistakes` where that is nobody."""
    clock = Clock(wishes.starts_on or today, {})
    part = _taking_part(roster, wishes)
    everybody = {**roster.skipped, **roster.people}
    return Problem(
        people=tuple(_participant(person, clock, wishes) for person in part),
        managers={email: one.manager for email, one in everybody.items() if one.manager},
        facilitators=tuple(
            _facilitator(roster.people[email], capacity, clock)
            for email, capacity in wishes.facilitators.items()
        ),
        sizes=wishes.sizes,
        rules=wishes.rules,
        weights=wishes.weights,
        met=met,
        fixed=wishes.pinned,
    )


def _taking_part(roster: Roster, wishes: RulesFile) -> list[Particulars]:
    away = wishes.absent | wishes.facilitators.keys()
    part = [p for p in roster.people.values() if p.email not in away and _wanted(p, wishes)]
    if not part:
        raise Mistakes(_("Nobody is left to take part. Look at “only” and “absent” in the rules."))
    present = {person.email for person in part}
    named = _named(wishes)
    if missing := sorted(named - present):
        raise Mistakes(
            *(
                _(
                    "%(email)s is named in the rules and does not take part: “only”, “absent” or "
                    "“facilitators” rule it out. Remove one of the two."
                )
                % {"email": email}
                for email in missing
            )
        )
    return part


def _named(wishes: RulesFile) -> frozenset[str]:
    """Whom a rule wants in a group."""
    pairs = (email for pair in wishes.rules.together for email in pair)
    return frozenset(pairs).union(*wishes.pinned)


def _wanted(person: Particulars, wishes: RulesFile) -> bool:
    return all(
        str(getattr(person, name) or "").casefold() in {value.casefold() for value in values}
        for name, values in wishes.only.items()
    )


def _participant(person: Particulars, clock: Clock, wishes: RulesFile) -> Participant:
    numbers: dict[str, float] = {}
    if person.started_on:
        numbers["tenure"] = (clock.day - person.started_on).days / DAYS_OF_YEAR
    if person.level is not None:
        numbers["level"] = float(person.level)
    return Participant(
        id=person.email,
        categories={name: getattr(person, name) for name in ATTRIBUTES},
        numbers=numbers,
        strengths=frozenset(person.strengths),
        wants=frozenset(person.wants),
        languages=frozenset(person.languages),
        level=person.level,
        promotion_pool=person.promotion_pool,
        working=clock.working(person),
        can_host=person.email in wishes.hosts,
    )


def _facilitator(person: Particulars, capacity: int, clock: Clock) -> Facilitator:
    return Facilitator(
        id=person.email,
        capacity=capacity,
        languages=frozenset(person.languages),
        working=clock.working(person),
    )


def silent_rules(problem: Problem, fields: Iterable[str], given: Collection[str]) -> list[str]:
    """Rules that were `given` and say nothing: the roster knows nothing of what they are about."""
    known, rules = set(fields), problem.rules
    asked = [
        (rules.shared_language and "shared_language" in given, "languages", _("a shared language")),
        (rules.levels_apart is not None, "level", _("levels apart")),
        (
            rules.common_hours is not None and "country" not in known,
            "time_zone",
            _("common working hours"),
        ),
        *((True, name, f"{name}: {value}") for name, value in sorted(rules.never_alone)),
    ]
    silent = [
        _("The roster has no column “%(column)s”, so this rule has no effect: %(rule)s.")
        % {"column": column.replace("_", " "), "rule": rule}
        for wanted, column, rule in asked
        if wanted and column not in known
    ]
    return silent + [
        _("Nobody who takes part has %(value)s, so never_alone has no effect for it.")
        % {"value": f"{name}: {value}"}
        for name, value in sorted(rules.never_alone)
        if name in known and all(one.categories.get(name) != value for one in problem.people)
    ]
