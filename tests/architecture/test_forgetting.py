"""Whoever is forgotten is gone from every sealed field there is, also from those to come."""

from collegium.domain.playbook.taking_back import GONE
from collegium.groups.queries.hands import hand_of
from collegium.library.actions.memory import be_forgotten
from collegium.meetings.models import Session, SessionEvent, SessionState
from tests.architecture.canaries import OWN, everything_opened, found
from tests.architecture.test_access import NOW
from tests.architecture.test_canaries import Aviary

# What stays, and why. A new sealed field of members' words does not belong here.
STAYS = {
    "groups.OwnChallenge.words",  # no row says whose they were
    "meetings.ExtraMeeting.text",  # a playbook's text, nobody's words
}
PERSONAL = tuple(f"{model._meta.label}." for model in OWN)  # no part of any group


def test_no_sealed_field_keeps_the_words_of_who_was_forgotten() -> None:
    aviary = Aviary()
    room = aviary.room
    _as_an_event(aviary)
    before = set(found(aviary.canaries, everything_opened().encode()))
    assert before == {canary.field for canary in aviary.canaries}
    Session.objects.filter(group=room.group).update(state=SessionState.ENDED)
    be_forgotten(hand_of(room), now=NOW)
    left = set(found(aviary.canaries, everything_opened().encode()))
    assert {one for one in left if not one.startswith(PERSONAL)} <= STAYS
    assert GONE in everything_opened()


def _as_an_event(aviary: Aviary) -> None:
    """The planted body of an event has the form of one in which something was said."""
    row = SessionEvent.objects.get(sequence=1000)
    field = "meetings.SessionEvent.body"
    marker = next(one.marker for one in aviary.canaries if one.field == field)
    words = {"text": marker}
    data = {"slot": "card", "words": words, "marks": {}}
    row.body = {"kind": "contribute", "actor": str(aviary.room.member.pk), "data": data}
    row.save()
