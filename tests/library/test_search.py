"""Searching what everybody may read: the same on either database."""

from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest
from django.conf import settings
from django.db import connection, connections
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from collegium.groups.models import Programme, ProgrammeState
from collegium.library.actions.indexing import tend_index, tend_meanings
from collegium.library.actions.resources import Recommended, recommend
from collegium.library.index import of_story, put
from collegium.library.models import Entry, Resource, Story, Vector
from collegium.library.queries.search import Answer, search
from collegium.people.models import Person
from tests.library.conftest import World, a_draft, a_story, signed_in

TODAY = date(2026, 3, 10)
NOW = datetime(2026, 3, 10, 9, tzinfo=UTC)
SEARCH = "/library/search/"


def found(world: World, query: str, **wanted: str) -> list[str]:
    return [hit.title for hit in answer(world.outsider, query, **wanted).hits]


def answer(person: Person, query: str, **wanted: str) -> Answer:
    return search(person, query, today=TODAY, **wanted)


def the_index_is_empty() -> bool:
    if connection.vendor != "sqlite":
        return not Entry.objects.exists()
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM library_words")
        return not Entry.objects.exists() and cursor.fetchone() == (0,)


@pytest.mark.parametrize("query", ["ÄRGER", "arger", "aerger", "Ärgers", "arge", "ärger silence"])
def test_a_word_is_found_in_other_forms_and_spellings(world: World, query: str) -> None:
    a_story(world, title="Der Ärger danach", language="de")
    a_story(world, title="Something else")
    assert found(world, query)[:1] == ["Der Ärger danach"]


@pytest.mark.parametrize(
    ("query", "title", "language"),
    [
        ("delegated", "I was delegating too late", "en"),
        ("Rückmeldung", "Zwei Rückmeldungen zu viel", "de"),
        ("déléguer", "Je délègue trop tard", "fr"),
        ("conflictos", "Un conflicto abierto", "es"),
        ("اجتماع", "الاجتماعات الطويلة", "ar"),
        ("会", "漫长的会议", "zh"),
    ],
)
def test_every_language_has_its_stems(world: World, query: str, title: str, language: str) -> None:
    a_story(world, title=title, language=language)
    a_story(world, title="Something else")
    assert found(world, query) == [title]


def test_what_holds_more_of_the_words_comes_first_and_a_title_counts_more(world: World) -> None:
    a_story(world, title="Budget")
    a_story(world, title="Something", situation="The budget was cut while I was away.")
    a_story(world, title="The budget was cut in a conflict")
    assert found(world, "budget conflict cut")[0] == "The budget was cut in a conflict"
    assert found(world, "budget")[:2] in (
        ["Budget", "The budget was cut in a conflict"],
        ["The budget was cut in a conflict", "Budget"],
    )


def test_failure_comes_first_only_where_both_are_as_good(world: World) -> None:
    a_story(world, title="Waiting for an answer", kind="win")
    a_story(world, title="Waiting for an answer ", kind="failure")
    a_story(world, title="Waiting", kind="failure", situation="I looked at the clock.")
    kinds = [hit.what for hit in answer(world.outsider, "waiting answer").hits]
    assert kinds[:2] == ["failure", "win"]
    assert [one.strip() for one in found(world, "waiting answer")][:2] == [
        "Waiting for an answer"
    ] * 2


def test_common_words_alone_do_not_find_everything(world: World) -> None:
    a_story(world, title="The quokka of the team")
    a_story(world, title="The long meeting of the team")
    assert found(world, "what do I do with the quokka") == ["The quokka of the team"]


@pytest.mark.parametrize("query", ["", "   ", "% _ '", '"', "* OR NOT NEAR(", "':* & |", "12 !?"])
def test_signs_are_no_words_and_break_nothing(world: World, query: str) -> None:
    a_story(world)
    assert answer(world.outsider, query).hits == ()


def test_operators_of_a_text_search_are_words_like_others(world: World) -> None:
    a_story(world, title="Near or not near")
    assert found(world, 'title_words:near* AND "NEAR') == ["Near or not near"]


def test_a_slip_of_the_pen_is_forgiven_and_said(world: World) -> None:
    a_story(world, title="How I delegated nothing")
    slipped = answer(world.outsider, "deelgated")
    assert [hit.title for hit in slipped.hits] == ["How I delegated nothing"]
    assert slipped.other_spelling
    assert not answer(world.outsider, "delegated").other_spelling
    assert answer(world.outsider, "quokka").hits == ()


def test_kind_and_topic_narrow_it_down(world: World) -> None:
    a_story(world, title="Quokka one", topic="hard_feedback")
    a_story(world, title="Quokka two", kind="win")
    assert found(world, "quokka", topic="hard_feedback") == ["Quokka one"]
    assert found(world, "quokka", what="win") == ["Quokka two"]


def test_techniques_and_challenges_are_found_and_kept_up_to_date(world: World) -> None:
    tend_index(NOW)
    german = Person.objects.get(pk=world.outsider.pk)
    german.language = "de"
    hit = answer(german, "outcome limits").hits[0]
    assert (hit.what, hit.slug, hit.language) == ("technique", "outcome-and-limits", "de")
    hits = answer(world.outsider, "experienced people delegated").hits
    assert "My experienced people don't want to be delegated to" in {hit.title for hit in hits}
    Programme.objects.update(state=ProgrammeState.CLOSED)
    tend_index(NOW)
    assert "challenge" not in {hit.what for hit in answer(world.outsider, "delegated").hits}


def test_a_resource_is_found_until_its_author_is_no_longer_there(world: World) -> None:
    offer = Recommended(
        "person", "delegating", "", "en", "Ask me about quokkas", "", "I kept some.", signed=True
    )
    recommend(world.named, offer, once=uuid4(), now=NOW)
    assert [hit.what for hit in answer(world.outsider, "quokka kept").hits] == ["resource"]
    page = signed_in(world.outsider).post(SEARCH, {"q": "quokka"}).content.decode()
    assert reverse("library:resource", args=[Resource.objects.get().pk]) in page
    Person.objects.filter(pk=world.named.pk).update(is_active=False)
    assert found(world, "quokka") == []


def test_a_second_look_writes_nothing(world: World) -> None:
    a_story(world)
    tend_index(NOW)
    with CaptureQueriesContext(connection) as queries:
        tend_index(NOW)
    changed = [one["sql"] for one in queries if one["sql"].startswith(("INS", "UPD", "DEL"))]
    assert not changed
    assert len(queries) == 5


def test_what_is_taken_back_leaves_the_index_with_the_same_word(world: World) -> None:
    story = a_story(world, title="Quokka")
    assert found(world, "quokka")
    signed_in(world.author).post(reverse("library:withdraw", args=[story.draft_id]))
    assert not found(world, "quokka")
    assert the_index_is_empty()


def test_an_organisation_that_goes_leaves_nothing_in_the_index(world: World) -> None:
    a_story(world, title="Quokka")
    Programme.objects.all().delete()
    assert the_index_is_empty()


def test_what_changed_is_found_by_its_new_words_only(world: World) -> None:
    story = a_story(world, title="Quokka")
    story.title = "Wombat"
    story.save()
    put(of_story(story))
    assert (found(world, "quokka"), found(world, "wombat")) == ([], ["Wombat"])


def test_an_anonymous_story_appears_on_a_monday_a_week_later(world: World) -> None:
    story = a_story(world, title="Quokka", let_out=str(TODAY))
    assert story.appears_on == date(2026, 3, 23)
    late = TODAY + timedelta(days=13)
    assert search(world.outsider, "quokka", today=TODAY).hits == ()
    assert len(search(world.outsider, "quokka", today=late).hits) == 1


def test_drafts_and_other_organisations_are_never_found(world: World) -> None:
    a_draft(world, title="Quokka in the meeting")
    a_story(world, title="Wombat in the meeting")
    for reader in (world.author, world.named, world.lead):
        page = signed_in(reader).post(SEARCH, {"q": "quokka meeting"}).content.decode()
        assert "Quokka in the meeting" not in page
        assert "Wombat in the meeting" in page
    assert answer(world.stranger, "wombat").hits == ()


def test_the_query_stands_in_no_address(world: World) -> None:
    a_story(world, title="Quokka")
    client = signed_in(world.outsider)
    page = client.get("/library/").content.decode()
    assert f'method="post" action="{SEARCH}"' in page
    assert client.get(SEARCH, {"q": "quokka"}).headers["Location"] == "/library/"
    posted = client.post(SEARCH, {"q": "quokka"})
    assert posted.status_code == 200
    assert posted.headers["Cache-Control"] == "no-store"
    assert reverse("library:story", args=[Story.objects.get().pk]) in posted.content.decode()
    assert 'value="quokka"' in posted.content.decode()


def test_filters_alone_show_the_shelf(world: World) -> None:
    sent = signed_in(world.outsider).post(SEARCH, {"q": " ", "topic": "delegating", "what": "win"})
    assert sent.headers["Location"] == "/library/?topic=delegating&what=win"


def test_nothing_found_says_what_to_do(world: World) -> None:
    page = signed_in(world.outsider).post(SEARCH, {"q": str(uuid4())}).content.decode()
    assert "Nothing like this yet" in page


def test_a_search_takes_the_same_queries_at_any_length(world: World) -> None:
    def queries() -> dict[str, int]:
        client = signed_in(world.outsider)
        with (
            CaptureQueriesContext(connections["default"]) as rows,
            CaptureQueriesContext(connections["vault"]) as keys,
        ):
            assert client.post(SEARCH, {"q": "quokka"}).status_code == 200
        return {"default": len(rows), "vault": len(keys)}

    a_story(world, title="Quokka", signed="yes")
    one = queries()
    a_story(world, title="Quokka two", signed="yes")
    a_story(world, title="Quokka three", signed="yes")
    assert (one, queries()) == ({"default": 7, "vault": 0},) * 2


def test_meanings_cross_languages_and_follow_what_changes(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    story = a_story(
        world,
        title="Klare Kritik ist freundlicher als Andeutungen",
        situation="Ich sagte ihr offen, dass ihr Ton unhöflich war.",
        language="de",
    )
    with CaptureQueriesContext(connection) as queries:
        tend_meanings(NOW)
    assert not len(queries)  # switched off
    monkeypatch.setattr(settings, "SEARCH_BY_MEANING", True)
    tend_meanings(NOW)
    asked = "giving honest criticism to somebody"
    (hit,) = answer(world.outsider, asked).hits
    assert (hit.title, hit.by_meaning, hit.by_words) == (story.title, True, False)
    page = signed_in(world.outsider).post(SEARCH, {"q": asked}).content.decode()
    assert "Found by its meaning" in page
    story.title = "Der Bus kam zu spät"
    put(of_story(story))
    assert not Vector.objects.exists()
    assert answer(world.outsider, asked).hits == ()
    tend_meanings(NOW)
    assert Vector.objects.count() == 1
    story.delete()
    assert not Vector.objects.exists()
