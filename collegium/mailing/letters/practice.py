"""The mails of the practice weeks: log, check-in, question of the week."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from uuid import UUID

from django.utils.translation import gettext as _

from collegium.domain.rhythm import Kind
from collegium.groups.models import Cycle, Member, Topic
from collegium.groups.queries import buddies_in
from collegium.groups.rooms import Room
from collegium.mailing.letters.letter import Action, Fact, Letter, link
from collegium.mailing.letters.seats import Seats, because_of, seats_of
from collegium.mailing.links import snooze_link, stop_link, talked_link
from collegium.mailing.models import Mail
from collegium.mailing.queries.asked import usual_audiences
from collegium.practice.models import Audience
from collegium.practice.queries.standing import Standing, standings
from collegium.practice.tip_files import tip_of_week


@dataclass(frozen=True)
class Seen:
    """Where the readers of a batch of mails sit, and how far they are."""

    seats: Seats
    standings: Mapping[UUID, Standing]
    audiences: Mapping[UUID, Audience]

    @cached_property
    def _buddies(self) -> Mapping[tuple[UUID, UUID], tuple[Member, ...]]:
        return buddies_in({one.cycle.pk for one in self.standings.values()})

    def buddies(self, member: Member, cycle: Cycle) -> tuple[Member, ...]:
        """Those whom a member checks in with (two queries for all members at once)."""
        return self._buddies.get((member.pk, cycle.pk), ())


def read(mails: Sequence[Mail]) -> Seen:
    """What the reminders of a batch need (a constant number of queries)."""
    seats = seats_of(mails)
    found = {one.member.pk: one for one in standings(seats.members)}
    return Seen(seats, found, usual_audiences(seats.members))


def log(mail: Mail, now: datetime, seen: Seen) -> Letter | None:
    """Three lines, unless they are written."""
    found = _wanted(mail, Kind.LOG, now, seen)
    if found is None:
        return None
    room, _standing, week = found
    return Letter(
        subject=_("Three lines for your log"),
        paragraphs=(
            _("What did you try this week, what happened, what did you learn? Three lines do."),
            _("If you did not get round to it, that is worth a line too."),
        ),
        facts=(week_fact(week), Fact(_("Group"), room.group.name)),
        action=Action(_("Write three lines"), link("practice:log", room.group.pk)),
        links=later(mail, now),
        answer=by_reply(seen.audiences.get(room.member.pk, Audience.BUDDY)),
        reason=because_of(room.group),
    )


def check_in(mail: Mail, now: datetime, seen: Seen) -> Letter | None:
    """A talk of two, unless they had it."""
    found = _wanted(mail, Kind.CHECK_IN, now, seen)
    if found is None:
        return None
    room, where, week = found
    names = ", ".join(one.person.name for one in seen.buddies(room.member, where.cycle))
    if not names:
        return None
    return Letter(
        subject=_("Have you talked with your buddy?"),
        paragraphs=(
            _("It is the week for a talk with your buddy. A quarter of an hour is enough."),
            _("Three questions lead through the talk; afterwards one click says that you talked."),
        ),
        facts=(week_fact(week), Fact(_("Your buddy"), names), Fact(_("Group"), room.group.name)),
        action=Action(_("See the three questions"), link("practice:check_in", room.group.pk)),
        links=(Action(_("We talked"), talked_link(mail, now=now)), *later(mail, now)),
        answer=_("Or reply to this mail with “We talked”. What you add goes into your note."),
        reason=because_of(room.group),
    )


def tip(mail: Mail, now: datetime, seen: Seen) -> Letter | None:
    """The question of the week, unless it is answered."""
    found = _wanted(mail, Kind.TIP, now, seen)
    if found is None:
        return None
    room, where, week = found
    topic = Topic(where.cycle.challenge.topic)
    question = tip_of_week(topic, cycle=where.cycle.number, week=week)
    return Letter(
        subject=_("A question for your week"),
        paragraphs=(
            question.ask(mail.person.language),
            _("Your answer is for you alone. It takes two minutes."),
        ),
        facts=(week_fact(week), Fact(_("Group"), room.group.name)),
        action=Action(_("Answer for yourself"), link("practice:tip", room.group.pk)),
        links=later(mail, now),
        answer=_("Or reply to this mail with a sentence."),
        reason=because_of(room.group),
    )


def by_reply(audience: Audience) -> str:
    """How the log is answered by replying, and who will read that."""
    readers = {
        Audience.PRIVATE: _("Only you can read them."),
        Audience.BUDDY: _("You and your buddy can read them."),
        Audience.GROUP: _("Your group can read them."),
    }
    how = _(
        "Or reply to this mail with up to three lines: what you did, what happened, what you "
        "learned."
    )
    return f"{how} {readers[audience]}"


def later(mail: Mail, now: datetime) -> tuple[Action, ...]:
    """To be reminded at another time, or no more."""
    return (
        Action(_("Remind me later"), snooze_link(mail, now=now)),
        Action(_("Stop these mails"), stop_link(mail, now=now)),
    )


def _wanted(mail: Mail, kind: Kind, now: datetime, seen: Seen) -> tuple[Room, Standing, int] | None:
    """The place, the cycle and the week of a reminder that still makes sense."""
    room = seen.seats.seat(mail)
    where = seen.standings.get(room.member.pk) if room else None
    if room is None or where is None or not where.is_practising():
        return None
    week = int(mail.detail.removeprefix("week-"))
    two = where.participant().session_two
    if str(where.cycle.pk) not in mail.key or (kind, week) in where.done or (two and two <= now):
        return None
    if kind in where.wishes.stopped:
        return None
    return room, where, week


def week_fact(week: int) -> Fact:
    """Which week it is about."""
    return Fact(_("Week of practice"), str(week))
