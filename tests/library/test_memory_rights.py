"""Taking back, taking along, being forgotten, and opening a cycle to those who joined later."""

import json
from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from collegium.domain.playbook.taking_back import GONE
from collegium.groups.actions import propose_agreement, sign_agreement
from collegium.groups.models import Buddies, Member
from collegium.groups.own_words import NotYoursError
from collegium.groups.queries import agreements_of
from collegium.groups.queries.hands import hand_in, hand_of, hands_of
from collegium.library.actions import ask_consent, let_out, write_story
from collegium.library.actions.memory import be_forgotten, open_cycle, take_back
from collegium.library.actions.reviews import Tried, keep_review, say_result
from collegium.library.actions.stories import ObstacleError, answer
from collegium.library.models import Consent, Effect, Entry, Story
from collegium.library.queries.memory.openings import openings_of
from collegium.library.queries.memory.own_words import everything_by, wrote_by
from collegium.library.queries.memory.timeline import timeline_of
from collegium.library.queries.reviews import Answers
from collegium.meetings.models import SessionState
from collegium.people.queries.roster import RosterFilter, roster
from collegium.practice import actions as practice
from collegium.practice.actions import Said, Sheet
from collegium.practice.actions.tips import answer_tip
from collegium.practice.queries import standing
from collegium.vault.sealing import VaultError
from tests.architecture.canaries import everything_opened
from tests.library.conftest import signed_in, written
from tests.library.memories import CYCLE, FIRST, MONTH, Years, some_years, told

NOW = FIRST + CYCLE + MONTH * 2
MINE = "mine-alone"


@pytest.fixture
def years() -> Years:
    """One cycle behind them, and something by the first member in every place there is."""
    years = some_years(1)
    room, cycle = years.room(0), years.cycle(2)
    pair = Buddies.objects.create(cycle=cycle)
    pair.members.set([years.room(0).member, years.room(1).member])
    practice.change_plan(room, cycle, once=uuid4(), when="now", will=f"{MINE} plan", now=NOW)
    post = practice.say(room, once=uuid4(), said=Said(text=f"{MINE} asked"), asks=True, now=NOW)
    helped = Said(helped="You named it", would_try="Less of it")
    practice.reply(years.room(1), post.pk, once=uuid4(), said=helped, now=NOW)
    practice.check_in(room, cycle, week=1, note=f"{MINE} note\n\n{MINE} more of it", now=NOW)
    practice.check_in(years.room(1), cycle, week=1, note="Grace's part", now=NOW)
    practice.fill_worksheet(room, cycle, week=2, sheet=Sheet(tried=f"{MINE} sheet"), now=NOW)
    where = standing(room)
    assert where
    answer_tip(room, where, text=f"{MINE} answer", now=NOW)
    practice.set_goal(
        room, cycle, once=uuid4(), sentence=f"{MINE} goal", unit="x", start=0, target=2, now=NOW
    )
    keep_review(room, cycle, Answers("", f"{MINE} review", "", ""), now=NOW)
    write_story(room, written(title=f"{MINE} story", happened="Nothing"), once=uuid4())
    propose_agreement(room, text=f"{MINE} agreement", once=uuid4(), now=NOW)
    return years


def post(client: Client, name: str, **data: object) -> int:
    return client.post(reverse(f"library:{name}"), data).status_code


def test_each_thing_that_is_mine_can_be_taken_back_and_is_gone(years: Years) -> None:
    room = years.room(0)
    things = wrote_by(hand_of(room))
    kinds = {one.kind for one in things}
    assert kinds >= {
        "card", "plan", "takeaway", "changed_plan", "log", "post", "note", "worksheet", "tip",
        "goal", "review", "story", "agreement",
    }  # fmt: skip
    for thing in things:
        take_back(room, thing.kind, thing.id, now=NOW)
        take_back(room, thing.kind, thing.id, now=NOW)
    left = everything_opened()
    assert MINE not in left
    assert wrote_by(hand_of(room)) == ()
    for theirs in ("You named it", "Grace's part", "Two reports went out without me"):
        assert theirs in left


def test_nobody_takes_back_what_another_wrote(years: Years) -> None:
    before = everything_opened()
    for thing in wrote_by(hand_of(years.room(0))):
        if thing.kind == "note":  # Grace has her part in it
            continue
        with pytest.raises(NotYoursError):
            take_back(years.room(1), thing.kind, thing.id, now=NOW)
    assert everything_opened() == before
    stranger = some_years(1)
    for thing in wrote_by(hand_of(years.room(0))):
        with suppress(NotYoursError):
            take_back(stranger.room(0), thing.kind, thing.id, now=NOW)
    assert MINE in everything_opened()


def test_a_hand_opens_nobody_elses_words(years: Years) -> None:
    hand = hand_of(years.room(0))
    theirs = years.cycle(2).sessions.get(kind="session_two").outcomes.get(kind="report")
    with pytest.raises(VaultError):
        hand.read(theirs, "body")


def test_a_look_at_it_comes_before_it_is_gone(years: Years) -> None:
    client = signed_in(years.people[0])
    address = reverse("library:taking_back", args=[years.group.pk])
    thing = next(one for one in wrote_by(hand_of(years.room(0))) if one.kind == "post")
    asked = {"kind": thing.kind, "thing": str(thing.id)}
    page = client.get(address, asked).content.decode()
    assert f"{MINE} asked" in page
    assert f"{MINE} asked" in everything_opened()
    assert client.post(address, asked).status_code == 302
    assert f"{MINE} asked" not in everything_opened()
    assert client.get(address, asked).status_code == 302
    assert client.get(address, {"kind": "x", "thing": "y"}).status_code == 302
    others = next(one for one in wrote_by(hand_of(years.room(1))) if one.kind == "log")
    assert client.post(address, {"kind": others.kind, "thing": others.id}).status_code == 404


def test_what_others_signed_is_the_groups(years: Years) -> None:
    (agreement,) = agreements_of(years.room(1))
    sign_agreement(years.room(1), agreement.id, now=NOW)
    with pytest.raises(NotYoursError):
        take_back(years.room(0), "agreement", agreement.id, now=NOW)
    be_forgotten(hand_of(years.room(0)), now=NOW)
    (agreement,) = agreements_of(years.room(1))
    assert agreement.text == f"{MINE} agreement"
    assert agreement.proposed_by == ""
    assert agreement.signed_by == ("Grace Murray",)


def test_who_is_forgotten_leaves_no_word_and_no_name(years: Years) -> None:
    person, hand = years.people[0], hand_of(years.room(0))
    be_forgotten(hand, now=NOW)
    left = everything_opened()
    for text in (MINE, "I took the report back", "who wants to lead", "was never mine"):
        assert text not in left
    for theirs in ("You named it", "Grace's part", "Two reports went out without me"):
        assert theirs in left
    place = Member.objects.get(pk=hand.member.pk)
    assert place.person.name == "A former member"
    assert (place.left_at, place.forgotten_at) == (NOW, NOW)
    assert not person.memberships.exists()
    pages = [f"groups/{years.group.pk}/", f"groups/{years.group.pk}/thread/"]
    pages += [f"groups/{years.group.pk}/memory/{page}" for page in ("", "patterns/", "opening/")]
    client = signed_in(years.people[1])
    for page in pages:
        answer = client.get(f"/{page}")
        assert answer.status_code == 200
        text = answer.content.decode()
        assert person.name not in text
        assert GONE not in text
    organisation = years.group.organisation
    names = roster(organisation, RosterFilter(status="all")).values_list("name", flat=True)
    assert "A former member" not in names
    assert person.name in names


def test_two_are_forgotten_and_one_comes_back(years: Years) -> None:
    for number in (0, 1):
        be_forgotten(hand_of(years.room(number)), now=NOW)
    assert Member.objects.filter(group=years.group, forgotten_at=NOW).count() == 2
    Member.objects.create(group=years.group, person=years.people[0], joined_at=NOW)
    assert wrote_by(hand_of(years.room(0))) == ()


def test_twice_is_once_and_also_after_having_left(years: Years) -> None:
    place = years.room(0).member
    Member.objects.filter(pk=place.pk).update(left_at=NOW)
    hand = hand_in(years.people[0], place.pk)
    be_forgotten(hand, now=NOW + MONTH)
    first = everything_opened()
    be_forgotten(hand, now=NOW + MONTH * 2)
    assert everything_opened() == first
    assert Member.objects.get(pk=place.pk).left_at == NOW
    assert hands_of(years.people[0]) == ()


def test_what_is_sent_while_one_is_forgotten_does_not_stay(years: Years) -> None:
    room, cycle, other = years.room(0), years.cycle(2), years.room(1)
    open_post = practice.say(other, once=uuid4(), said=Said(text="Who else?"), now=NOW)
    agreement = propose_agreement(other, text="Ours", once=uuid4(), now=NOW)
    be_forgotten(hand_of(room), now=NOW)
    late, sheet = Said(text=f"{MINE} late"), Sheet(tried=f"{MINE} late")
    acts: tuple[Callable[[], object], ...] = (
        lambda: practice.say(room, once=uuid4(), said=late, now=NOW),
        lambda: practice.reply(room, open_post.pk, once=uuid4(), said=late, now=NOW),
        lambda: practice.check_in(room, cycle, week=1, note=f"{MINE} late", now=NOW),
        lambda: practice.fill_worksheet(room, cycle, week=3, sheet=sheet, now=NOW),
        lambda: practice.change_plan(room, cycle, once=uuid4(), when=MINE, will=MINE, now=NOW),
        lambda: keep_review(room, cycle, Answers("", MINE, "", ""), now=NOW),
        lambda: say_result(room, cycle, Tried("x", Effect.HELPED, 1), now=NOW),
        lambda: write_story(room, written(title=MINE), once=uuid4()),
        lambda: propose_agreement(room, text=MINE, once=uuid4(), now=NOW),
        lambda: sign_agreement(room, agreement.pk, now=NOW),
    )
    for act in acts:
        with pytest.raises(Member.DoesNotExist):
            act()
    assert MINE not in everything_opened()


def test_a_page_that_comes_too_late_finds_nothing(
    years: Years, monkeypatch: pytest.MonkeyPatch
) -> None:
    room, client = years.room(0), signed_in(years.people[0])
    be_forgotten(hand_of(room), now=NOW)
    monkeypatch.setattr("collegium.config.middleware.enter", lambda *_: room)
    address = reverse("library:fate", args=[years.group.pk])
    assert client.post(address, {"cycle": years.cycle(2).pk, "fate": "kept"}).status_code == 404


def test_the_name_of_the_group_has_to_be_typed(years: Years) -> None:
    client, place = signed_in(years.people[0]), years.room(0).member.pk
    address = reverse("library:forget")
    assert "Group 1" in client.get(address, {"place": str(place)}).content.decode()
    for typed in ("", "Group", "yes"):
        answer = client.post(address, {"place": place, "typed": typed})
        assert answer.status_code == 422
    assert MINE in everything_opened()
    answer = client.post(address, {"place": place, "typed": " group 1 "})
    assert answer.status_code == 302
    assert MINE not in everything_opened()
    assert client.get(f"/groups/{years.group.pk}/memory/").status_code == 404
    assert "Group 1" not in client.get(reverse("library:my_words")).content.decode()


def test_while_a_session_runs_nobody_is_forgotten(years: Years) -> None:
    session = years.cycle(2).sessions.get(kind="session_two")
    session.state = SessionState.LIVE
    session.save()
    client, place = signed_in(years.people[0]), years.room(0).member.pk
    assert post(client, "forget", place=place, typed="Group 1") == 302
    assert MINE in everything_opened()
    assert Member.objects.get(pk=place).left_at is None


def test_one_touches_ones_own_places_only(years: Years) -> None:
    client, theirs = signed_in(years.people[1]), years.room(0).member.pk
    for name in ("forget", "take_along", "agree"):
        more = {"typed": "Group 1", "cycle": years.cycle(2).pk, "agrees": "yes"}
        assert post(client, name, place=theirs, **more) == 404
        assert post(client, name, place=uuid4(), **more) == 404
        assert post(client, name, **more) == 404
    assert client.get(reverse("library:forget"), {"place": str(theirs)}).status_code == 404
    assert MINE in everything_opened()


@pytest.mark.parametrize("left", [False, True])
@pytest.mark.parametrize("style", ["json", "html"])
def test_one_takes_along_everything_and_nothing_of_others(
    years: Years, style: str, left: bool
) -> None:
    place = years.room(0).member
    expected = {
        text for one in everything_by(hand_of(years.room(0))) for text in one.words.values()
    }
    if left:
        Member.objects.filter(pk=place.pk).update(left_at=NOW)
    client = signed_in(years.people[0])
    asked = {"place": place.pk, "style": style}
    answer = client.post(reverse("library:take_along"), asked)
    assert answer.status_code == 200
    assert f"words.{style}" in answer["Content-Disposition"]
    text = answer.content.decode()
    if style == "json":
        told = {said for one in json.loads(text)["wrote"] for said in one["words"].values()}
        assert told == expected
    for said in (MINE, f"{MINE} more of it", f"{MINE} agreement"):
        assert said in text
    for theirs in ("Grace", "You named it", "Two reports", "Tom asks me", "Emmy", "checkpoints"):
        assert theirs not in text


@pytest.mark.parametrize("opened", [False, True])
def test_who_joined_later_reads_what_was_opened_to_them(opened: bool) -> None:
    years = some_years(2)
    newcomer = years.newcomer(joined=FIRST + CYCLE * 3)
    assert "who wants to lead" not in told(timeline_of(newcomer))
    cycle = years.cycle(2)
    for number in range(4 if opened else 3):
        open_cycle(hand_of(years.room(number)), cycle.pk, agrees=True, now=NOW)
        open_cycle(hand_of(years.room(number)), cycle.pk, agrees=True, now=NOW)
    for room in (newcomer, years.room(3)):
        read = told(timeline_of(room))
        assert ("who wants to lead, 1" in read) is (opened or room != newcomer)
        assert ("who wants to lead, 2" in read) is (room != newcomer)
    assert "For me alone" not in told(timeline_of(newcomer))
    open_cycle(hand_of(years.room(1)), cycle.pk, agrees=False, now=NOW)
    assert "who wants to lead" not in told(timeline_of(newcomer))


def test_only_who_was_there_has_a_say(years: Years) -> None:
    newcomer = years.newcomer(joined=FIRST + CYCLE * 3)
    years.cycle(2)
    years.group.cycles.filter(number=2).update(ended_at=FIRST + CYCLE * 2)
    client = signed_in(newcomer.person)
    address = reverse("library:opening", args=[years.group.pk])
    asked = {"cycle": years.cycle(2).pk, "agrees": "yes"}
    assert client.post(address, asked).status_code == 404
    assert "Propose to open it" not in client.get(address).content.decode()
    there = signed_in(years.people[0])
    assert "Propose to open it" in there.get(address).content.decode()
    assert there.post(address, asked).status_code == 302
    assert (
        "Not yet: Emmy Noether, Grace Murray, Lise Meitner" in there.get(address).content.decode()
    )


def test_who_has_left_is_asked_and_waited_for() -> None:
    years = some_years(1)
    years.group.cycles.filter(number=2).update(ended_at=FIRST + CYCLE * 2)
    place = years.room(3).member
    Member.objects.filter(pk=place.pk).update(left_at=FIRST + CYCLE * 2)
    newcomer = years.newcomer(joined=FIRST + CYCLE * 3)
    cycle = years.cycle(2)
    for number in range(3):
        open_cycle(hand_of(years.room(number)), cycle.pk, agrees=True, now=NOW)
    assert "who wants to lead" not in told(timeline_of(newcomer))
    client = signed_in(years.people[3])
    assert (
        "May those who joined after you" in client.get(reverse("library:my_words")).content.decode()
    )
    assert post(client, "agree", place=place.pk, cycle=cycle.pk, agrees="yes") == 302
    assert "who wants to lead" in told(timeline_of(newcomer))
    assert "May those who" not in client.get(reverse("library:my_words")).content.decode()


def test_who_left_and_came_back_is_asked_too() -> None:
    years = some_years(1)
    years.group.cycles.filter(number=2).update(ended_at=FIRST + CYCLE * 2)
    newcomer, cycle = years.newcomer(joined=FIRST + CYCLE * 3), years.cycle(2)
    Member.objects.filter(pk=years.room(1).member.pk).update(joined_at=FIRST + CYCLE * 4)
    for number in (0, 2, 3):
        open_cycle(hand_of(years.room(number)), cycle.pk, agrees=True, now=NOW)
    assert "who wants to lead" not in told(timeline_of(newcomer))
    asked = next(one for one in openings_of(newcomer) if one.cycle == cycle)
    assert asked.awaited == ("Grace Murray",)
    open_cycle(hand_of(years.room(1)), cycle.pk, agrees=True, now=NOW)
    assert "who wants to lead" in told(timeline_of(newcomer))


def test_who_was_forgotten_is_not_waited_for() -> None:
    years = some_years(1)
    years.group.cycles.filter(number=2).update(ended_at=FIRST + CYCLE * 2)
    newcomer = years.newcomer(joined=FIRST + CYCLE * 3)
    be_forgotten(hand_of(years.room(3)), now=NOW)
    for number in range(3):
        open_cycle(hand_of(years.room(number)), years.cycle(2).pk, agrees=True, now=NOW)
    assert "who wants to lead" in told(timeline_of(newcomer))


def test_a_story_that_was_let_out_is_out_of_the_library_too() -> None:
    years = some_years(1)
    room = years.room(0)
    draft = write_story(room, written(happened="Nobody offered anything."), once=uuid4())
    ask_consent(room, draft, ())
    let_out(room, draft, today=NOW.date())
    assert Story.objects.count() == 1
    be_forgotten(hand_of(room), now=NOW + timedelta(days=1))
    assert Story.objects.count() == 0


def test_who_was_asked_and_is_forgotten_has_not_agreed() -> None:
    years = some_years(1)
    draft = write_story(years.room(0), written(), once=uuid4())
    ask_consent(years.room(0), draft, [years.room(1).member.pk])
    be_forgotten(hand_of(years.room(1)), now=NOW)
    assert Consent.objects.get(draft=draft).given is False


def test_who_agreed_and_is_forgotten_agrees_no_longer() -> None:
    years = some_years(1)
    author, asked = years.room(0), years.room(1)
    draft = write_story(author, written(happened="Nobody offered anything."), once=uuid4())
    ask_consent(author, draft, [asked.member.pk])
    consent = Consent.objects.get(draft=draft)
    answer(asked, draft, given=True, asked=consent.pk, now=NOW)
    let_out(author, draft, today=NOW.date())
    be_forgotten(hand_of(asked), now=NOW + timedelta(days=1))
    assert Story.objects.count() == Entry.objects.exclude(story=None).count() == 0
    consent.refresh_from_db()
    assert (consent.given, consent.answered_at) == (False, NOW + timedelta(days=1))
    with pytest.raises(ObstacleError):
        let_out(author, draft, today=NOW.date())
