"""The mails about one session: invitation, change, cancellation, reminder, what it left."""

from datetime import datetime, timedelta

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from collegium.groups.rooms import Room
from collegium.mailing.invites import Invite, Party
from collegium.mailing.letters.letter import Action, Fact, Letter, link, when
from collegium.mailing.letters.seats import because_of, seat
from collegium.mailing.links import cannot_link, stop_link
from collegium.mailing.models import Mail, MailKind, MailState
from collegium.mailing.sender import sender
from collegium.mailing.words import one_line
from collegium.meetings.models import Session, SessionState
from collegium.meetings.queries.live import following_session, open_to
from collegium.practice.queries.pulses import page_open

JUST_NOW = timedelta(hours=12)  # an invitation this fresh is its own reminder


def invitation(mail: Mail, now: datetime) -> Letter | None:
    """The date for the calendar, once for each revision of it."""
    session = _session(mail)
    room = seat(mail.person, session.group_id) if session else None
    if session is None or room is None or not _is_ahead(session, now):
        return None
    if mail.detail != str(session.revision):
        return None  # it was moved meanwhile; the newer invitation is on its way
    changed = _was_told(mail)
    return _letter(
        session,
        room,
        subject=_("Changed: %(what)s on %(when)s") if changed else _("%(what)s on %(when)s"),
        opening=_("A session of your group has changed. This is how it stands now.")
        if changed
        else _("The date of a session of your group is set."),
        advice=_("The date is attached; your calendar can take it over."),
        links=(_cannot(session, room, now),),
        invite=_invite(session, room, sequence=session.revision),
    )


def cancellation(mail: Mail, now: datetime) -> Letter | None:
    """The session will not be held; the calendar can forget it."""
    session = _session(mail)
    room = seat(mail.person, session.group_id, closed=True) if session else None
    if session is None or room is None or session.starts_at is None or session.starts_at <= now:
        return None
    if session.state != SessionState.CANCELLED:
        return None
    return _letter(
        session,
        room,
        subject=_("Cancelled: %(what)s on %(when)s"),
        opening=_("This session of your group will not be held."),
        advice=_("The cancellation is attached; your calendar can take the date out."),
        invite=_invite(session, room, sequence=session.revision + 1, cancelled=True),
    )


def reminder(mail: Mail, now: datetime) -> Letter | None:
    """The day before."""
    session = _session(mail)
    room = seat(mail.person, session.group_id) if session else None
    if session is None or room is None or not _is_ahead(session, now):
        return None
    if session.starts_at is None or mail.detail != session.starts_at.date().isoformat():
        return None
    if _has_just_heard(mail, now):
        return None
    return _letter(
        session,
        room,
        subject=_("Reminder: %(what)s on %(when)s"),
        opening=_("Your group meets soon."),
        advice=_("There is nothing to prepare but a quiet place and the time to listen."),
        links=(
            _cannot(session, room, now),
            Action(_("Stop these mails"), stop_link(mail, now=now)),
        ),
    )


def left(mail: Mail, now: datetime) -> Letter | None:
    """After a session: where the plan and all the rest is, and no word of it."""
    session = _session(mail)
    room = seat(mail.person, session.group_id) if session else None
    if session is None or room is None or session.state != SessionState.ENDED:
        return None
    if not open_to(room, session):
        return None
    following = following_session(session)
    facts = [Fact(_("Group"), room.group.name)]
    if following and following.starts_at and following.starts_at > now:
        facts.append(Fact(_("You meet again"), _start(following)))
    numbers = page_open(room, now)
    if numbers and numbers.is_waiting:
        pulse = link("practice:pulse", room.group.pk)
        facts.append(Fact(_("Two minutes"), _("where you stand, in numbers"), pulse))
    return Letter(
        subject=_("Your plan is here") if _has_plan(session, room) else _("What your meeting left"),
        paragraphs=(
            _("Plans, promises, takeaways and open questions are on the session's page."),
            _("Only your group can read them there, and no word of them is in this mail."),
        ),
        facts=tuple(facts),
        action=Action(_("Read what you made of it"), _page(session)),
        reason=because_of(room.group),
    )


def _has_plan(session: Session, room: Room) -> bool:
    return session.outcomes.filter(kind="plan", member=room.member).exists()


def _letter(
    session: Session,
    room: Room,
    *,
    subject: str,
    opening: str,
    advice: str,
    links: tuple[Action, ...] = (),
    invite: Invite | None = None,
) -> Letter:
    what = session.get_kind_display()
    return Letter(
        subject=subject % {"what": what, "when": _start(session)},
        paragraphs=(opening, advice),
        facts=_facts(session),
        action=Action(_("Open the session's page"), _page(session)),
        links=links,
        reason=because_of(room.group),
        invite=invite,
    )


def _cannot(session: Session, room: Room, now: datetime) -> Action:
    return Action(_("I cannot come"), cannot_link(room.person, session, now=now))


def _facts(session: Session) -> tuple[Fact, ...]:
    host = session.host if session.host and session.host.left_at is None else None
    facts = (
        Fact(pgettext("mail", "What"), session.get_kind_display()),
        Fact(pgettext("mail", "When"), _start(session)),
        Fact(pgettext("mail", "How long"), _length(session.minutes)),
        Fact(pgettext("mail", "Where"), session.link, session.link),
        Fact(pgettext("mail", "Host"), host.person.name if host else ""),
        Fact(_("Group"), session.group.name),
    )
    return tuple(fact for fact in facts if fact.value)


def _invite(session: Session, room: Room, *, sequence: int, cancelled: bool = False) -> Invite:
    assert session.starts_at is not None  # noqa: S101 - narrows the type for mypy
    summary = f"{session.get_kind_display()} · {session.group.name}"
    return Invite(
        uid=f"session-{session.pk}@collegium",
        sequence=sequence,
        starts=session.starts_at,
        minutes=session.minutes,
        zone=session.group.time_zone,
        summary=summary,
        description=f"{summary}\n{_page(session)}",
        place=session.link,
        page=_page(session),
        organiser=sender(),
        attendee=Party(one_line(room.person.name), room.person.email),
        cancelled=cancelled,
    )


def _session(mail: Mail) -> Session | None:
    found = Session.objects.filter(pk=mail.about).select_related("group", "host__person")
    return found.first()


def _is_ahead(session: Session, now: datetime) -> bool:
    confirmed = session.state == SessionState.CONFIRMED
    return confirmed and session.starts_at is not None and session.starts_at > now


def _was_told(mail: Mail) -> bool:
    return _invitations(mail).filter(state=MailState.SENT).exists()


def _has_just_heard(mail: Mail, now: datetime) -> bool:
    return _invitations(mail).filter(due_at__gt=now - JUST_NOW).exists()


def _invitations(mail: Mail) -> QuerySet[Mail]:
    return Mail.objects.filter(person_id=mail.person_id, about=mail.about, kind=MailKind.INVITATION)


def _start(session: Session) -> str:
    return when(session.starts_at) if session.starts_at else ""


def _length(minutes: int) -> str:
    return ngettext("%(count)d minute", "%(count)d minutes", minutes) % {"count": minutes}


def _page(session: Session) -> str:
    return link("meetings:session", session.group_id, session.pk)
