"""One device for two members, and one screen for all."""

import pytest
from django.test import Client
from django.urls import reverse

from collegium.groups.models import Member
from collegium.meetings.actions.presence import let_out, present_with
from collegium.meetings.live import memory
from collegium.meetings.live.roll_call import call_roll
from collegium.meetings.models import SessionEvent
from tests.meetings.live_sessions import LiveGroup, opened

pytestmark = pytest.mark.django_db(databases="__all__")

SECRET = "I never said what I wanted"


@pytest.fixture
def live() -> LiveGroup:
    """Cards are written; the fourth has gone and comes back through the first one's device."""
    live = opened(step="did_not_work")
    live.do(3, "leave")
    live.do(0, "share", {"to": live.member(3)})
    return live


def page_of(live: LiveGroup, number: int, **query: str) -> str:
    client = Client()
    client.force_login(live.people[number])
    return client.get(address(live), query).content.decode()


def address(live: LiveGroup, name: str = "session") -> str:
    return reverse(f"meetings:{name}", args=[live.group.pk, live.session.pk])


def test_who_is_carried_is_there_and_writes_for_themselves(live: LiveGroup) -> None:
    client = Client()
    client.force_login(live.people[0])
    member = live.member(3)
    sent = {"kind": "contribute", "slot": "card", "text": SECRET, "for": member}
    answer = client.post(address(live, "act"), sent)
    assert answer["Location"] == f"{address(live)}?for={member}"
    (entry,) = live.state().contributions
    assert entry.author == member
    lent = page_of(live, 0, **{"for": member})
    assert live.people[3].name in lent
    assert SECRET in lent
    assert SECRET not in page_of(live, 0)


def test_who_writes_on_a_shared_device_counts_as_there(live: LiveGroup) -> None:
    live.do(0, "contribute", {"slot": "card", "words": {"text": SECRET}, "for": live.member(3)})
    event = SessionEvent.objects.latest("sequence")
    assert str(event.member_id) == live.member(3)
    assert live.room().read(event, "body")["actor"] == live.member(0)
    memory.forget()
    assert [one.author for one in live.state().contributions] == [live.member(3)]


def test_nobody_else_can_borrow_the_device(live: LiveGroup) -> None:
    live.do(0, "contribute", {"slot": "card", "words": {"text": SECRET}, "for": live.member(3)})
    assert SECRET not in page_of(live, 1, **{"for": live.member(3)})
    assert live.refusal(1, "ready", {"for": live.member(3)}) == "not_carried"


def test_a_refused_entry_comes_back_on_the_lent_page(live: LiveGroup) -> None:
    client = Client()
    client.force_login(live.people[0])
    sent = {"kind": "contribute", "slot": "card", "text": "x" * 4001, "for": live.member(3)}
    answer = client.post(address(live, "act"), sent)
    assert answer.status_code == 422
    assert "x" * 4001 in answer.content.decode()
    assert f'value="{live.member(3)}"' in answer.content.decode()


def gone(live: LiveGroup, number: int) -> str:
    """A member whom the group loses in the middle of the session."""
    member = live.room(number).member
    Member.objects.filter(pk=member.pk).update(left_at=live.clock)
    return str(member.pk)


def test_nobody_is_written_for_who_has_left_the_group(live: LiveGroup) -> None:
    live.write(1, "card", SECRET)
    live.do(0, "reveal")
    live.do(0, "next_step")
    member = gone(live, 3)
    entry = {"slot": "cause", "words": {"text": "x"}, "for": member}
    assert live.refusal(0, "contribute", entry) == "not_a_member"
    assert live.refusal(0, "ready", {"for": member}) == "not_a_member"
    page = page_of(live, 0, **{"for": member})
    assert f"{live.people[3].name} writes" not in page
    assert member not in live.state().present


def test_who_has_left_the_group_leaves_the_device_and_cannot_come_back(live: LiveGroup) -> None:
    member = gone(live, 3)
    lender = live.occupant(0)
    memory.remember(live.session.pk, live.state())
    left = call_roll([lender], also=present_with([lender])).left
    assert let_out([lender], left, now=live.clock) == 1
    assert member not in live.state().present
    assert live.refusal(0, "share", {"to": member}) == "not_a_member"
    assert let_out([lender], left, now=live.clock) == 0


def test_a_lender_may_always_take_the_device_back(live: LiveGroup) -> None:
    member = gone(live, 3)
    live.do(0, "unshare", {"to": member})
    assert member not in live.state().present


def test_the_wall_shows_what_all_see_and_nothing_else(live: LiveGroup) -> None:
    live.write(1, "card", SECRET)
    client = Client()
    client.force_login(live.people[1])
    wall = client.get(address(live, "wall")).content.decode()
    assert SECRET not in wall
    assert "<textarea" not in wall
    live.do(0, "reveal")
    assert SECRET in client.get(address(live, "wall")).content.decode()


def test_the_wall_of_a_session_that_is_over_leads_to_its_page(live: LiveGroup) -> None:
    live.finish()
    client = Client()
    client.force_login(live.people[1])
    assert client.get(address(live, "wall"))["Location"] == address(live)
