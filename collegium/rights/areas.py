"""What is kept, in a handful of areas, in words: what it is, what for, and how long.

Which models belong to an area stands here; who sees them follows from the classes of their fields.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class Area:
    """Some models that people would name in one breath; `kept` is a kind of `domain.retention`.

    `seen_by` narrows whom the classes of their fields would let see them, as the pages do.
    """

    key: str
    title: str | Promise
    purpose: str | Promise
    kept: str
    models: frozenset[str]
    seen_by: str = ""


def _area(
    key: str,
    title: str | Promise,
    purpose: str | Promise,
    kept: str,
    models: str,
    *,
    seen_by: str = "",
) -> Area:
    return Area(key, title, purpose, kept, frozenset(models.split()), seen_by)


AREAS = (
    _area(
        "roster",
        _("Who you are at work"),
        _("So that groups of equals from different corners can be formed, and mail reaches you."),
        "persons",
        "people.Person people.Role mailing.FailingAddress account.EmailAddress "
        "account.EmailConfirmation socialaccount.SocialAccount socialaccount.SocialToken",
        seen_by="work",
    ),
    _area(
        "rhythm",
        _("When you can be reached"),
        _("So that dates suit you and reminders come at a good hour."),
        "persons",
        "people.Rhythm people.Away meetings.CalendarSource meetings.CalendarFeed groups.NotAsked",
        seen_by="self",
    ),
    _area(
        "places",
        _("Programmes and groups you take part in"),
        _("So that you sit in a group, with dates and a buddy."),
        "persons",
        "groups.Participant groups.PairRule groups.Support groups.Notice "
        "groups.Member groups.Buddies groups.Signature meetings.Answer meetings.Absence "
        "meetings.Presence practice.SponsorNote practice.ThreadSeat library.OpeningYes",
        seen_by="places",
    ),
    _area(
        "words",
        _("What you write in your groups"),
        _("For you and your group: to help each other and to remember."),
        "groups",
        "groups.Agreement meetings.SessionEvent meetings.Outcome practice.Plan practice.LogEntry "
        "practice.CheckIn practice.Worksheet practice.Goal practice.Post practice.TipAnswer "
        "practice.Contacts library.PlanFate library.Review",
    ),
    _area(
        "numbers",
        _("Numbers you give, and those of your team"),
        _("So that you see how it goes, and everybody whether it helps."),
        "persons",
        "meetings.Reading practice.GoalStep practice.Pulse practice.PulseAnswer "
        "library.TechniqueResult insights.TeamOutcome insights.Counted",
    ),
    _area(
        "private",
        _("What is between you and the machine"),
        _("So that you sit with the right people, without anybody having to say why not."),
        "persons",
        "groups.RatherNot groups.RaisedChallenge groups.Asked",
    ),
    _area(
        "library",
        _("What you let out"),
        _("So that others learn from it."),
        "until_withdrawn",
        "library.StoryDraft library.Story library.Consent library.Resource library.Outdated",
    ),
    _area(
        "mails",
        _("Mails that were sent to you"),
        _("So that nothing is sent twice. What a mail said is not kept."),
        "mails",
        "mailing.Mail mailing.Reply mailing.UsedToken",
    ),
    _area(
        "sign_ins",
        _("Your sign-ins"),
        _("So that you stay signed in, and see from where."),
        "sign_ins",
        "people.SignIn people.Identity people.NewWay groups.Vouch mfa.Authenticator",
        seen_by="self",
    ),
    _area(
        "acts",
        _("The record of acts"),
        _("So that nobody with a role acts unseen. It names everybody by a number."),
        "record",
        "audit.Entry",
        seen_by="record",
    ),
    _area(
        "requests",
        _("What you asked about your data"),
        _("So that it is seen to."),
        "persons",
        "rights.Correction rights.Absent",
    ),
)
AREA_OF: Mapping[str, Area] = {label: area for area in AREAS for label in area.models}
