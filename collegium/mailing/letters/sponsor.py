"""The note to a member's boss, in the words that the member saw before agreeing."""

from datetime import datetime

from collegium.mailing.letters.letter import Action, Fact, Letter, link
from collegium.mailing.models import Mail
from collegium.practice.queries.sponsor import letter_for


def note(mail: Mail, _now: datetime) -> Letter | None:
    """The note, unless the member took it back, left, or has another boss by now."""
    found = letter_for(mail.about, mail.person)
    if found is None:
        return None
    return Letter(
        subject=found.subject,
        paragraphs=found.paragraphs,
        facts=tuple(Fact(label, value) for label, value in found.facts),
        action=Action(found.button, link("insights:programmes")),
        reason=found.reason,
    )
