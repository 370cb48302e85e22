"""The mail of a whole week, for whoever wants one instead of each, and the nudge of a plan."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from collegium.domain.rhythm import USUAL, Kind
from collegium.groups.models import Topic
from collegium.groups.queries import buddies_of
from collegium.groups.rooms import Room
from collegium.mailing.letters.letter import Action, Fact, Letter, link
from collegium.mailing.letters.practice import by_reply, later, week_fact
from collegium.mailing.letters.seats import because_of, seat
from collegium.mailing.models import Mail
from collegium.mailing.queries.asked import usual_audience
from collegium.practice.queries.plans import weekly_moments
from collegium.practice.queries.standing import Standing, standing
from collegium.practice.tip_files import tip_of_week


def digest(mail: Mail, now: datetime) -> Letter | None:
    """All that the week asks and that is still to do."""
    room = seat(mail.person, mail.about)
    where = standing(room) if room else None
    if room is None or where is None or not where.is_practising():
        return None
    week = int(mail.detail.removeprefix("week-"))
    facts = tuple(_to_do(room, where, week))
    if str(where.cycle.pk) not in mail.key or where.week(now) != week or not facts:
        return None
    return Letter(
        subject=_("Your week of practice"),
        paragraphs=(
            _("Here is all that this week asks of you, in one mail."),
            _("None of it takes longer than a quarter of an hour. Begin where you like."),
        ),
        facts=(week_fact(week), *facts, Fact(_("Group"), room.group.name)),
        action=Action(_("See your week"), link("practice:today")),
        links=later(mail, now),
        answer=by_reply(usual_audience(room)) if (Kind.LOG, week) not in where.done else "",
        reason=because_of(room.group),
    )


def _to_do(room: Room, where: Standing, week: int) -> Iterator[Fact]:
    group = room.group.pk

    def wanted(kind: Kind) -> bool:
        return (kind, week) not in where.done and kind not in where.wishes.stopped

    if wanted(Kind.TIP):
        topic = Topic(where.cycle.challenge.topic)
        question = tip_of_week(topic, cycle=where.cycle.number, week=week)
        asked = question.ask(room.person.language)
        yield Fact(_("A question"), asked, link("practice:tip", group))
    names = ", ".join(one.person.name for one in buddies_of(room, where.cycle))
    if names and wanted(Kind.CHECK_IN):
        words = _("Talk with %(names)s") % {"names": names}
        yield Fact(_("Your buddy"), words, link("practice:check_in", group))
    if wanted(Kind.LOG):
        yield Fact(_("Your log"), _("Write three lines"), link("practice:log", group))


def nudge(mail: Mail, now: datetime) -> Letter | None:
    """The meeting that a plan waits for is about to begin; what the plan says is not told."""
    room = seat(mail.person, mail.about)
    where = standing(room) if room else None
    if room is None or where is None or not where.is_practising():
        return None
    waits = weekly_moments([where.cycle.pk]).get((where.cycle.pk, room.member.pk))
    day = datetime.fromisoformat(mail.detail).weekday()
    late = now >= mail.due_at + timedelta(minutes=USUAL.nudge)
    if late or waits is None or waits[0] != day or Kind.NUDGE in where.wishes.stopped:
        return None
    return Letter(
        subject=_("In ten minutes"),
        paragraphs=(
            _("The meeting that your plan waits for is about to begin."),
            _("One look at your plan is enough. Afterwards a line in your log keeps it."),
        ),
        facts=(Fact(_("Group"), room.group.name),),
        action=Action(_("See my plan"), link("practice:plan", room.group.pk)),
        reason=because_of(room.group),
    )
