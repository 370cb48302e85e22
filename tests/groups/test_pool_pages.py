"""The pages of the challenge pool, its mails, and what nobody else sees of it."""

from collections.abc import Callable
from datetime import timedelta
from uuid import uuid4

import pytest
from django.core import mail
from django.db import connections
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from collegium.groups.actions.pool import Raising, let_be_asked, raise_challenge
from collegium.groups.models import Answer, Asked, Group, NotAsked, Programme, RaisedChallenge
from collegium.mailing.models import Mail, MailKind
from collegium.mailing.worker import work_once
from collegium.people.models import Person
from tests.architecture.canaries import everything_stored
from tests.builders import a_lead, a_person
from tests.groups.pool import NOW, WORDS, a_level, asked_people, look, raised, say_yes

POOL, RAISE, ASKED = (reverse(f"groups:{name}") for name in ("pool", "raise", "asked"))
DAY = timedelta(days=1)


@pytest.fixture
def people() -> list[Person]:
    return a_level()


@pytest.fixture
def me(people: list[Person], client: Client) -> Person:
    client.force_login(people[0])
    return people[0]


def told(**instead: object) -> dict[str, object]:
    before = timezone.localdate() + 40 * DAY
    return {"once": uuid4(), "words": WORDS, "before": before.isoformat(), "shown": "on"} | instead


def text(client: Client, address: str, **said: object) -> str:
    page = client.post(address, said, follow=True) if said else client.get(address)
    return page.content.decode()


def test_a_challenge_is_raised_once_and_taken_back(client: Client, me: Person) -> None:
    assert "Nothing open" in text(client, POOL)
    said = told()
    for _ in range(2):
        assert WORDS in text(client, RAISE, **said)
    mine = RaisedChallenge.objects.get()
    assert "3 more, and there is a group" in text(client, POOL)
    assert "Nothing open" in text(client, POOL, do="take-back", raised=mine.pk)
    assert me.is_active


@pytest.mark.usefixtures("me")
@pytest.mark.parametrize("days", [0, 9, 400])
def test_a_day_that_does_not_do_keeps_what_was_typed(client: Client, days: int) -> None:
    day = timezone.localdate() + days * DAY
    response = client.post(RAISE, told(before=day.isoformat()))
    assert response.status_code == 422
    assert WORDS in response.content.decode()
    assert not RaisedChallenge.objects.exists()


@pytest.mark.usefixtures("me")
def test_a_second_open_one_is_refused_and_keeps_what_was_typed(client: Client) -> None:
    client.post(RAISE, told())
    response = client.post(RAISE, told(words="Another thing"))
    assert response.status_code == 422
    assert "You have an open one" in response.content.decode()
    assert "Another thing" in response.content.decode()


def test_somebody_asked_answers_and_may_think_again(client: Client) -> None:
    asker, *_ = a_level()
    mine = raised(asker)
    look()
    person = asked_people(mine)[0]
    client.force_login(person)
    assert "asks you something, in private" in text(client, reverse("practice:today"))
    question = Asked.objects.get(person=person).pk
    assert WORDS in text(client, ASKED)
    page = text(client, ASKED, question=question, said="s")
    assert "You said yes" in page
    assert "asks you something" not in text(client, reverse("practice:today"))
    page = text(client, ASKED, question=question, said="n")
    assert "Nobody asks at the moment" in page
    assert asker.name not in page


@pytest.mark.usefixtures("me")
def test_nobody_agrees_to_show_their_words_unless_they_say_so(client: Client) -> None:
    assert " checked" not in text(client, RAISE).split("<main", 1)[1]
    words = told()
    del words["shown"]
    assert "Your sentence is shown to nobody" in text(client, RAISE, **words)


@pytest.mark.usefixtures("me")
def test_being_asked_can_be_stopped_and_begun_again(client: Client) -> None:
    assert "Ask me again" in text(client, ASKED, do="stop")
    assert NotAsked.objects.count() == 1
    assert "Do not ask me any more" in text(client, ASKED, do="resume")
    assert not NotAsked.objects.exists()


def test_somebody_elses_identities_do_nothing(client: Client) -> None:
    asker, other, *_ = a_level()
    mine = raised(asker)
    look()
    theirs = Asked.objects.exclude(person=other)[0].pk
    client.force_login(other)
    for question in (theirs, uuid4(), "x"):
        assert client.post(ASKED, {"question": question, "said": "s"}).status_code == 404
    own = Asked.objects.get(person=other).pk
    assert client.post(ASKED, {"question": own, "said": "z"}).status_code == 404
    assert client.post(POOL, {"raised": mine.pk, "do": "wider"}).status_code == 404
    assert client.post(POOL, {"raised": "x", "do": "take-back"}).status_code == 404
    assert client.post(POOL, {"raised": mine.pk, "do": "other"}).status_code == 404
    client.post(POOL, {"raised": mine.pk, "do": "take-back"})
    assert RaisedChallenge.objects.filter(pk=mine.pk).exists()
    assert not Asked.objects.exclude(answered_at=None).exists()


def test_after_its_end_it_can_be_looked_for_in_a_wider_circle(
    client: Client, me: Person, people: list[Person]
) -> None:
    now = timezone.now()
    before = timezone.localdate() + 60 * DAY
    mine = raise_challenge(me, Raising(uuid4(), WORDS, before, shown=True), now=now - 15 * DAY)
    look(now)
    page = text(client, POOL)
    assert "That says nothing about your question" in page
    page = text(client, POOL, do="wider", raised=mine.pk)
    assert "up to two levels" in page
    assert RaisedChallenge.objects.get().levels_apart == 2
    assert len(people) == 7


def work(now: object) -> None:
    work_once(clock=lambda: now)  # type: ignore[arg-type, return-value]  # a moment


def test_mails_say_that_there_is_a_question_and_no_word_of_it(people: list[Person]) -> None:
    raised(people[0])
    work(NOW)  # Easter Monday: nobody is written to
    assert mail.outbox == []
    work(NOW + DAY)
    asked = [one for one in mail.outbox if "asks you something" in one.subject]
    assert len(asked) == 6
    for one in mail.outbox:
        message = one.message().as_string()
        assert WORDS not in message
        assert people[0].name not in message.replace(f"To: {people[0].name}", "")
    work(NOW + 14 * DAY)
    work(NOW + 15 * DAY)
    assert [one.subject for one in mail.outbox if people[0].email in one.to[0]] == [
        "Not enough people this time"
    ]


def test_in_one_pass_of_the_worker_the_group_stands_and_is_told(people: list[Person]) -> None:
    mine = raised(people[0])
    look()
    say_yes(mine, 3)
    work(NOW)
    group = Group.objects.get()
    assert group.sessions.exists()
    assert Mail.objects.filter(kind=MailKind.GROUP_READY, about=group.pk).count() == 4
    ready = [one for one in mail.outbox if "group is ready" in one.subject]
    assert len(ready) == 4
    assert all(WORDS not in one.message().as_string() for one in ready)


def test_the_lead_sees_the_group_and_not_why(client: Client, people: list[Person]) -> None:
    organisation = people[0].organisation
    lead = a_lead(organisation)
    client.force_login(lead)
    assert "Just in time" not in text(client, reverse("groups:programmes")).split("<main", 1)[1]
    mine = raised(people[0])
    look()
    willing = say_yes(mine, 3)
    look()
    programme = Programme.objects.get()
    for name in ("programme", "board"):
        page = text(client, reverse(f"groups:{name}", args=[programme.pk]))
        assert WORDS not in page
    assert willing[0].name in page
    dates = text(client, reverse("meetings:dates", args=[programme.pk]))
    assert WORDS not in dates
    assert "Just in time" in text(client, reverse("groups:programmes"))
    assert b"merge two teams" not in everything_stored()


def test_members_read_their_words_on_their_groups_page(client: Client) -> None:
    asker, *_ = a_level()
    mine = raised(asker)
    look()
    willing = say_yes(mine, 3)
    look()
    client.force_login(willing[0])
    group = Group.objects.get()
    assert WORDS in text(client, reverse("practice:group", args=[group.pk]))
    assert WORDS in text(client, reverse("practice:today"))


def test_nothing_stored_tells_an_answer(people: list[Person]) -> None:
    mine = raised(people[0])
    look()
    first, second, *_ = asked_people(mine)
    lengths = set()
    for person, said in ((first, Answer.SHARES), (second, Answer.NO)):
        row = Asked.objects.get(person=person)
        lengths.add(len(row.answer))
        row.answer = said.value
        row.save()
        row.refresh_from_db()
        lengths.add(len(row.answer))
    assert len(lengths) == 1


def test_pages_cost_the_same_with_one_and_with_three(client: Client) -> None:
    asker, *_ = a_level()
    other, third, reader = (a_person(asker.organisation, f"Q {at}", level=3) for at in range(3))
    client.force_login(reader)
    client.get(ASKED)
    counts = []
    for one in (asker, other, third):
        Asked(raised=raised(one), person=reader, answer=" ", asked_at=NOW).save()
        counts.append(_queries(lambda: client.get(ASKED)))
    assert len(set(counts)) == 1
    assert counts[0] <= 9


def _queries(act: Callable[[], object]) -> int:
    with (
        CaptureQueriesContext(connections["default"]) as main,
        CaptureQueriesContext(connections["vault"]) as keys,
    ):
        act()
    return len(main) + len(keys)


def test_where_nobody_looks_a_pass_costs_three_queries() -> None:
    asker, *_ = a_level()
    let_be_asked(asker, wanted=False)
    with CaptureQueriesContext(connections["default"]) as main:
        look()
    assert len(main) == 3
