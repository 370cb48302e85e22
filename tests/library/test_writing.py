"""Where a story begins, and what stands in the database."""

from uuid import uuid4

from django.db import connection

from collegium.library.actions import write_story
from collegium.library.queries.beginnings import begun_with
from collegium.library.queries.drafts import waiting_consents
from collegium.meetings.models import Kind, Outcome, Session
from collegium.practice.models import LogEntry
from tests.library.conftest import TEXT, World, a_draft, signed_in, written


def an_entry(world: World) -> LogEntry:
    room = world.room(world.author)
    return LogEntry.objects.create(
        group=room.group,
        cycle=room.group.cycles.get(),
        member=room.member,
        week=1,
        did="I waited for two days.",
        happened="It came back finished.",
        learned="Waiting is work too.",
    )


def test_a_log_entry_of_ones_own_begins_a_story(world: World) -> None:
    entry = an_entry(world)
    page = signed_in(world.author).get(world.url("write"), {"entry": str(entry.pk)})
    for text in ("I waited for two days.", "It came back finished.", "Waiting is work too."):
        assert text in page.content.decode()


def test_a_log_entry_of_somebody_else_does_not(world: World) -> None:
    entry = an_entry(world)
    page = signed_in(world.named).get(world.url("write"), {"entry": str(entry.pk)})
    assert page.status_code == 200
    assert "I waited for two days." not in page.content.decode()
    assert begun_with(world.room(world.named), entry.pk) is None


def test_an_entry_that_is_none_is_left_out(world: World) -> None:
    page = signed_in(world.author).get(world.url("write"), {"entry": "nonsense"})
    assert page.status_code == 200


def test_the_topic_is_that_of_the_cycle(world: World) -> None:
    page = signed_in(world.author).get(world.url("write")).content.decode()
    assert '<option value="delegating" selected>' in page


def test_a_draft_is_sealed_in_the_database(world: World) -> None:
    a_draft(world)
    with connection.cursor() as cursor:
        cursor.execute("SELECT title, situation, did, happened, now FROM library_storydraft")
        stored = [bytes(column) for column in cursor.fetchone()]
    for text, column in zip(TEXT.parts().values(), stored, strict=True):
        assert text.encode() not in column


def test_one_who_is_asked_is_told_so_until_they_answer(world: World) -> None:
    draft_id = a_draft(world)
    assert waiting_consents(world.named) == ()
    signed_in(world.author).post(world.url("ask", draft_id), {"looked": "on"})
    (waiting,) = waiting_consents(world.named)
    assert (waiting.draft_id, waiting.group_id) == (draft_id, world.group.pk)
    assert waiting_consents(world.unnamed) == ()
    page = signed_in(world.named).get("/library/").content.decode()
    assert world.url("draft", draft_id) in page
    signed_in(world.named).post(world.url("consent", draft_id), {"given": "no"})
    assert waiting_consents(world.named) == ()


def test_anothers_draft_cannot_be_taken_over_by_its_identity(world: World) -> None:
    draft_id = a_draft(world)
    write_story(world.room(world.named), written(title="Mine now"), once=draft_id)
    page = signed_in(world.named).get(world.url("draft", draft_id))
    assert page.status_code == 404
    assert TEXT.title in signed_in(world.author).get(world.url("draft", draft_id)).content.decode()


def test_a_draft_that_is_not_there_is_not_found(world: World) -> None:
    assert signed_in(world.author).get(world.url("draft", uuid4())).status_code == 404


def an_outcome(world: World, kind: str, body: dict[str, object]) -> Outcome:
    room = world.room(world.author)
    session = Session.objects.create(
        group=room.group, cycle=room.group.cycles.get(), kind=Kind.SESSION_TWO
    )
    return Outcome.objects.create(
        group=room.group, session=session, member=room.member, kind=kind, position=0, body=body
    )


def test_what_one_said_in_a_session_begins_a_story_and_nobody_elses(world: World) -> None:
    said = {
        "expected": "I hoped",
        "happened": "It rained",
        "why": "",
        "next": "Wait",
        "shown": True,
    }
    report = an_outcome(world, "report", said)
    offered = signed_in(world.author).get(world.url("write")).content.decode()
    assert f"?entry={report.pk}" in offered
    page = signed_in(world.author).get(world.url("write"), {"entry": str(report.pk)})
    assert all(one in page.content.decode() for one in ("I hoped", "It rained", "Wait"))
    others = signed_in(world.named)
    assert "I hoped" not in others.get(world.url("write")).content.decode()
    stolen = others.get(world.url("write"), {"entry": str(report.pk)}).content.decode()
    assert "I hoped" not in stolen


def test_what_was_a_groups_begins_no_story(world: World) -> None:
    choice = an_outcome(world, "choice", {"text": "Ours", "votes": 2})
    page = signed_in(world.author).get(world.url("write"), {"entry": str(choice.pk)})
    assert "Ours" not in page.content.decode()
