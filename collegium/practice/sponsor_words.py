"""What a member's boss reads: fixed words, with the programme's purpose and dates and no more."""

from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext


@dataclass(frozen=True, slots=True)
class Month:
    """All that the note tells of: whose it is, what they take part in, and when."""

    member: str
    programme: str
    purpose: str
    first: date
    last: date


@dataclass(frozen=True, slots=True)
class SponsorLetter:
    """The note in the language that is active, in the order in which it is read."""

    subject: str
    paragraphs: tuple[str, ...]
    facts: tuple[tuple[str, str], ...]
    button: str
    reason: str


def sponsor_letter(month: Month) -> SponsorLetter:
    """Write the note about a month of practice."""
    named = {"name": month.member, "programme": month.programme}
    return SponsorLetter(
        subject=_("What helps %(name)s this month") % named,
        paragraphs=(
            _(
                "%(name)s takes part in “%(programme)s” and asked us to send you this note. In "
                "the coming weeks something new is to be tried at work. A few things from you "
                "make a difference:"
            )
            % named,
            _("• Time. Let the talks with the group count as work, and keep them free."),
            _("• A chance. One real task in these weeks on which the new way can be tried."),
            _("• Patience. First tries often go worse than the old way. Let one go wrong."),
            _("• Interest. Ask how it goes and what would help."),
            _(
                "Please don't ask what is said in the group: it stays there, and nothing of it "
                "stands in this note. Every boss gets the same words."
            ),
        ),
        facts=(
            (_("Programme"), month.programme),
            (_("What it is for"), month.purpose),
            (_("Weeks of practice"), _span(month.first, month.last)),
        ),
        button=_("What may be seen of the programme"),
        reason=_("You get this note because %(name)s agreed to it. No other follows this time.")
        % named,
    )


def _span(first: date, last: date) -> str:
    pattern = pgettext("date pattern: day, month, year", "j F Y")
    return f"{date_format(first, pattern)} – {date_format(last, pattern)}"
