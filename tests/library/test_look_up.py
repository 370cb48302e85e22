"""Looking something up in one's own group: by what each may read, and leaving no trace."""

import logging
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connections
from django.test.utils import CaptureQueriesContext

from collegium.domain.disclosure.words import words
from collegium.groups.models import Agreement, Buddies, Member
from collegium.library.index.scanning import excerpt, look
from collegium.library.index.terms import terms, wanted
from collegium.library.queries.own import look_up
from collegium.meetings.models import Kind, Outcome, Session, SessionState
from collegium.people.models import Person
from collegium.practice.models import Audience, Goal, LogEntry, Plan, Post
from tests.architecture.canaries import everything_stored
from tests.builders import a_person
from tests.library.conftest import World, a_draft, signed_in

NOW = datetime(2026, 3, 10, 9, tzinfo=UTC)


def found(world: World, person: Person, query: str) -> list[tuple[str, str]]:
    return [(hit.said.kind, hit.said.name) for hit in look_up(world.room(person), query)]


def an_entry(world: World, text: str, audience: Audience, at: datetime = NOW) -> LogEntry:
    room = world.room(world.author)
    entry = LogEntry.objects.create(
        group=room.group,
        cycle=room.group.cycles.get(),
        member=room.member,
        week=1,
        did=text,
        audience=audience,
        created_at=at,
        changed_at=at,
    )
    if audience == Audience.BUDDY:
        entry.readers.add(world.room(world.named).member)
    return entry


def buddies(world: World) -> None:
    pair = Buddies.objects.create(cycle=world.group.cycles.get())
    pair.members.set([world.room(one).member for one in (world.author, world.named)])


def everywhere(world: World, word: str) -> None:
    """One word in everything that a group says."""
    room, cycle = world.room(world.author), world.group.cycles.get()
    session = Session.objects.create(
        group=room.group,
        cycle=cycle,
        kind=Kind.SESSION_ONE,
        state=SessionState.ENDED,
        opened_at=NOW,
        ended_at=NOW,
    )
    for position, (kind, body) in enumerate(
        (
            ("takeaway", {"text": word, "shown": True}),
            ("plan", {"when": "then", "will": word, "shown": True}),
            ("cause", {"text": word}),
        )
    ):
        Outcome.objects.create(
            group=room.group,
            session=session,
            member=room.member,
            kind=kind,
            position=position,
            body=body,
        )
    Plan.objects.create(group=room.group, cycle=cycle, member=room.member, when="x", will=word)
    Goal.objects.create(group=room.group, cycle=cycle, member=room.member, sentence=word, target=1)
    Agreement.objects.create(group=room.group, proposed_by=room.member, text=word)
    post = Post.objects.create(group=room.group, member=room.member, text=word, created_at=NOW)
    Post.objects.create(group=room.group, member=room.member, parent=post, helped=word)
    an_entry(world, word, Audience.GROUP)
    a_draft(world, title=word)


def test_all_that_one_may_read_is_looked_through(world: World) -> None:
    everywhere(world, "quokka")
    kinds = sorted(kind for kind, _ in found(world, world.author, "quokkas"))
    assert kinds == sorted(
        ["takeaway", "plan", "plan", "cause", "goal", "agreement", "post", "post", "log", "story"]
    )
    assert "story" not in {kind for kind, _ in found(world, world.unnamed, "quokka")}


def test_a_log_entry_is_found_by_those_it_is_for(world: World) -> None:
    buddies(world)
    for audience in Audience:
        an_entry(world, f"quokka {audience.value}", audience)
    assert len(found(world, world.author, "quokka")) == 3
    assert len(found(world, world.named, "quokka")) == 2
    assert len(found(world, world.unnamed, "quokka")) == 1


def test_who_came_later_finds_nothing_from_before(world: World) -> None:
    everywhere(world, "quokka")
    late = a_person(world.group.organisation, "Nora Newcomer")
    Member.objects.create(group=world.group, person=late, joined_at=NOW + timedelta(days=400))
    assert {kind for kind, _ in found(world, late, "quokka")} <= {"agreement", "goal"}
    an_entry(world, "quokka", Audience.GROUP, at=NOW + timedelta(days=401))
    assert ("log", world.author.name) in found(world, late, "quokka")


def test_what_was_taken_back_or_never_shown_is_not_found(world: World) -> None:
    everywhere(world, "quokka")
    Post.objects.update(taken_back_at=NOW)
    unshown = Outcome.objects.get(kind="takeaway")
    unshown.body = {"text": "quokka", "shown": False}
    unshown.save()
    kinds = {kind for kind, _ in found(world, world.unnamed, "quokka")}
    assert not kinds & {"post", "takeaway"}
    assert "takeaway" in {kind for kind, _ in found(world, world.author, "quokka")}


def test_what_holds_more_of_the_words_comes_first(world: World) -> None:
    an_entry(world, "I waited for the answer.", Audience.GROUP)
    an_entry(world, "I waited.", Audience.GROUP, at=NOW + timedelta(days=1))
    first, second = look_up(world.room(world.author), "wait answer")
    assert "answer" in first.said.text
    assert "answer" not in second.said.text


def test_the_page_marks_where(world: World) -> None:
    an_entry(world, "Then I delegated the <b>budget</b>.", Audience.GROUP)
    page = signed_in(world.author).post(world.url("look_up"), {"q": "delegating"})
    assert "I <mark>delegated</mark> the &lt;b&gt;" in page.content.decode()
    assert page.headers["Cache-Control"] == "no-store"
    empty = signed_in(world.author).post(world.url("look_up"), {"q": "wombat"}).content.decode()
    assert "These words stand nowhere" in empty
    assert signed_in(world.author).post(world.url("look_up"), {"q": ""}).status_code == 422


def test_other_peoples_groups_are_closed(world: World) -> None:
    for person in (world.outsider, world.lead, world.stranger):
        assert signed_in(person).post(world.url("look_up"), {"q": "x"}).status_code == 404


def test_what_was_looked_for_leaves_no_trace(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    everywhere(world, "quokkawallaby")
    client = signed_in(world.author)
    page = client.post(world.url("look_up"), {"q": "quokkawallaby"})
    assert "quokkawallaby" in page.content.decode()
    assert b"quokkawallaby" not in everything_stored()
    assert "quokkawallaby" not in caplog.text
    assert (
        "quokkawallaby"
        not in client.get(world.url("look_up"), {"q": "quokkawallaby"}).content.decode()
    )


def test_it_takes_the_same_queries_however_much_is_said(world: World) -> None:
    def queries() -> dict[str, int]:
        client = signed_in(world.author)
        with (
            CaptureQueriesContext(connections["default"]) as rows,
            CaptureQueriesContext(connections["vault"]) as keys,
        ):
            client.post(world.url("look_up"), {"q": "quokka"})
        return {"default": len(rows), "vault": len(keys)}

    everywhere(world, "quokka")
    one = queries()
    for _ in range(2):
        an_entry(world, "quokka", Audience.GROUP)
        room = world.room(world.author)
        Post.objects.create(group=room.group, member=room.member, text="quokka", created_at=NOW)
        Agreement.objects.create(group=room.group, proposed_by=room.member, text="quokka")
        a_draft(world, title="quokka")
    assert (one, queries()) == ({"default": 19, "vault": 0},) * 2


@pytest.mark.parametrize(
    ("query", "text"),
    [
        ("delegate", "Ich war am delegieren, and she delegated."),
        ("rückmeldung", "Zwei Rückmeldungen waren zu viel für mich."),
        ("rueck", "Die Rückmeldung kam."),
        ("اجتماع", "كانت الاجتماعات طويلة"),
        ("会", "漫长的会议"),
    ],
)
def test_forms_and_beginnings_are_seen(query: str, text: str) -> None:
    assert look(text, wanted(query)).spans


def test_two_threads_may_look_at_once() -> None:
    text = "Rückmeldungen delegierten Besprechungen Erschöpfung Vorgesetzter " * 40
    with ThreadPoolExecutor(4) as pool:
        found = set(pool.map(lambda _: terms(text, "de"), range(8)))
    assert len(found) == 1


def test_an_excerpt_stays_whole_and_short() -> None:
    text = "before " * 60 + "the quokka came " + "after " * 60
    seen = look(text, wanted("quokka"))
    pieces = excerpt(text, seen.spans)
    assert [one.text for one in pieces if one.marked] == ["quokka"]
    assert sum(len(one.text) for one in pieces) < 260
    assert next(word.form for one in pieces for word in words(one.text)) == "before"


def test_nothing_is_marked_where_nothing_is() -> None:
    assert look("", wanted("quokka")).spans == ()
    assert look("Nothing here.", wanted("quokka")).share == 0
