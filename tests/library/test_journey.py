"""A story's whole way, over the pages, as each of three people sees it."""

from datetime import UTC, date, datetime
from uuid import UUID, uuid4

import pytest
from django.urls import reverse

from collegium.groups.models import Member
from collegium.library.models import Consent, Story, StoryDraft
from tests.builders import a_person
from tests.library.conftest import TEXT, World, a_draft, a_story, signed_in, state_of

FORM = {
    "kind": "failure",
    "topic": "delegating",
    "language": "en",
    **TEXT.parts(),
}


def write(world: World, **changes: str) -> UUID:
    once = uuid4()
    answer = signed_in(world.author).post(world.url("write"), FORM | {"once": str(once)} | changes)
    assert answer.status_code == 302
    return once


def yes_to(draft_id: UUID) -> dict[str, object]:
    return {"given": "yes", "asked": Consent.objects.get(draft=draft_id).pk}


def test_from_the_first_word_to_the_library_and_back(world: World) -> None:
    author, named = signed_in(world.author), signed_in(world.named)
    draft_id = write(world)
    page = author.get(world.url("draft", draft_id)).content.decode()
    assert "<mark>Grace<span" in page
    assert "Grace Murray" in page  # is asked in any case

    author.post(world.url("ask", draft_id), {"looked": "on"})
    assert state_of(draft_id) == "asking"
    question = named.get(world.url("draft", draft_id)).content.decode()
    assert TEXT.now in question
    assert "<mark>" not in question

    author.post(world.url("let_out", draft_id))
    assert not Story.objects.exists()  # nobody has agreed yet
    named.post(world.url("consent", draft_id), yes_to(draft_id))
    author.post(world.url("let_out", draft_id))
    story = Story.objects.get()
    for reader in (world.author, world.outsider):  # not yet: others of its week come with it
        address = reverse("library:story", args=[story.pk])
        assert signed_in(reader).get(address).status_code == 404
    Story.objects.update(appears_on=date(2026, 3, 23))

    for reader in (world.outsider, world.lead):
        page = signed_in(reader).get(reverse("library:story", args=[story.pk])).content.decode()
        assert TEXT.now in page
        assert world.author.name not in page
        assert "Take the story back" not in page
    assert (
        "Take the story back"
        in author.get(reverse("library:story", args=[story.pk])).content.decode()
    )

    author.post(reverse("library:withdraw", args=[draft_id]))
    gone = signed_in(world.outsider).get(reverse("library:story", args=[story.pk]))
    assert gone.status_code == 404
    assert state_of(draft_id) == "withdrawn"


def test_a_refusal_is_told_without_blame_and_nothing_leaves(world: World) -> None:
    author, named = signed_in(world.author), signed_in(world.named)
    draft_id = write(world)
    author.post(world.url("ask", draft_id), {"looked": "on"})
    named.post(world.url("consent", draft_id), {"given": "no"})
    page = author.get(world.url("draft", draft_id)).content.decode()
    assert "no judgement of you" in page
    author.post(world.url("let_out", draft_id))
    assert not Story.objects.exists()


def test_a_late_no_takes_the_story_out_of_the_library(world: World) -> None:
    author, named = signed_in(world.author), signed_in(world.named)
    draft_id = write(world)
    author.post(world.url("ask", draft_id), {"looked": "on"})
    named.post(world.url("consent", draft_id), yes_to(draft_id))
    author.post(world.url("let_out", draft_id))
    named.post(world.url("consent", draft_id), {"given": "no"})
    assert not Story.objects.exists()
    assert state_of(draft_id) == "asking"


def test_a_change_asks_everybody_anew(world: World) -> None:
    author, named = signed_in(world.author), signed_in(world.named)
    draft_id = write(world)
    author.post(world.url("ask", draft_id), {"looked": "on"})
    named.post(world.url("consent", draft_id), yes_to(draft_id))
    author.post(world.url("edit", draft_id), FORM | {"now": "Something else.", "once": uuid4()})
    assert state_of(draft_id) == "writing"
    assert Consent.objects.get().given is None
    assert named.get(world.url("draft", draft_id)).status_code == 404
    assert named.post(world.url("consent", draft_id), yes_to(draft_id)).status_code == 404


@pytest.mark.parametrize("way", ["edit", "withdraw"])
def test_whoever_said_no_is_asked_again_however_it_reads_now(world: World, way: str) -> None:
    author, named = signed_in(world.author), signed_in(world.named)
    draft_id = write(world)
    author.post(world.url("ask", draft_id), {"looked": "on"})
    named.post(world.url("consent", draft_id), {"given": "no"})
    if way == "withdraw":
        author.post(reverse("library:withdraw", args=[draft_id]))
        assert named.get(world.url("draft", draft_id)).status_code == 404
    unnamed = FORM | {"happened": "Not even a colleague.", "once": uuid4()}
    author.post(world.url("edit", draft_id), unnamed)
    page = author.get(world.url("draft", draft_id)).content.decode()
    assert world.named.name in page.partition("asked again")[2].partition("</p>")[0]
    author.post(world.url("ask", draft_id), {})
    author.post(world.url("let_out", draft_id))
    assert not Story.objects.exists()
    assert "Not even a colleague." in named.get(world.url("draft", draft_id)).content.decode()
    named.post(world.url("consent", draft_id), yes_to(draft_id))
    author.post(world.url("let_out", draft_id))
    assert Story.objects.exists()


def test_a_yes_to_an_earlier_wording_is_no_yes_to_this_one(world: World) -> None:
    author, named = signed_in(world.author), signed_in(world.named)
    draft_id = write(world)
    author.post(world.url("ask", draft_id), {"looked": "on"})
    read_before = yes_to(draft_id)
    author.post(world.url("edit", draft_id), FORM | {"now": "Something else.", "once": uuid4()})
    author.post(world.url("ask", draft_id), {"looked": "on"})
    for answered in (read_before, {"given": "yes"}, {"given": "yes", "asked": uuid4()}):
        page = named.post(world.url("consent", draft_id), answered, follow=True).content.decode()
        assert "changed while you read it" in page
        assert Consent.objects.get().given is None
    named.post(world.url("consent", draft_id), yes_to(draft_id))
    assert Consent.objects.get().given


def test_the_author_may_ask_others_too(world: World) -> None:
    draft_id = write(world)
    member = world.room(world.unnamed).member
    signed_in(world.author).post(
        world.url("ask", draft_id), {"looked": "on", "members": [str(member.pk)]}
    )
    asked = set(Consent.objects.values_list("member__person__name", flat=True))
    assert asked == {world.named.name, world.unnamed.name}


def test_only_members_of_the_group_can_be_asked(world: World) -> None:
    draft_id = write(world)
    answer = signed_in(world.author).post(
        world.url("ask", draft_id), {"looked": "on", "members": [str(uuid4())]}
    )
    assert answer.status_code == 422
    assert state_of(draft_id) == "writing"


def test_marked_passages_have_to_be_looked_at(world: World) -> None:
    draft_id = write(world, situation="Otto in Lisbon, our Treasurer, said so on 4 March 2026.")
    author = signed_in(world.author)
    page = author.get(world.url("draft", draft_id)).content.decode()
    for passage in ("Otto", "Lisbon", "Treasurer", "4 March 2026"):
        assert f"<mark>{passage}<span" in page
    answer = author.post(world.url("ask", draft_id), {})
    assert answer.status_code == 422
    assert "Please look at the marked passages" in answer.content.decode()
    assert state_of(draft_id) == "writing"


def test_a_story_may_be_signed(world: World) -> None:
    draft_id = write(world, signed="on", happened=f"Nobody helped {world.author.name}.")
    author = signed_in(world.author)
    assert "<mark>" not in author.get(world.url("draft", draft_id)).content.decode()
    author.post(world.url("ask", draft_id), {"looked": "on"})
    author.post(world.url("let_out", draft_id))
    page = signed_in(world.outsider).get(reverse("library:story", args=[Story.objects.get().pk]))
    assert f"Told by {world.author.name}" in page.content.decode()


def test_a_refused_form_keeps_every_word(world: World) -> None:
    answer = signed_in(world.author).post(world.url("write"), FORM | {"title": "", "once": uuid4()})
    assert answer.status_code == 422
    for text in (TEXT.situation, TEXT.did, TEXT.happened, TEXT.now):
        assert text in answer.content.decode()
    assert not StoryDraft.objects.exists()


def test_every_click_may_come_twice(world: World) -> None:
    author, named = signed_in(world.author), signed_in(world.named)
    once = {"once": str(uuid4())}
    for _ in range(2):
        assert author.post(world.url("write"), FORM | once).status_code == 302
    draft_id = StoryDraft.objects.get().pk
    steps = [
        (author, world.url("ask", draft_id), {"looked": "on"}),
        (named, world.url("consent", draft_id), {"given": "yes"}),
        (author, world.url("let_out", draft_id), {}),
    ]
    for client, url, data in steps:
        answered = data | (yes_to(draft_id) if client is named else {})
        for _ in range(2):
            assert client.post(url, answered).status_code in {302, 422}
    assert (Consent.objects.count(), Story.objects.count()) == (1, 1)
    for _ in range(2):
        answer = author.post(reverse("library:withdraw", args=[draft_id]))
        assert answer.status_code == 302
    assert not Story.objects.exists()


def test_a_story_in_the_library_cannot_be_changed_unseen(world: World) -> None:
    story = a_story(world)
    author = signed_in(world.author)
    url = world.url("edit", story.draft_id)
    assert author.get(url).status_code == 302
    assert author.post(url, FORM | {"once": uuid4()}).status_code == 302
    assert state_of(story.draft_id) == "published"


def test_who_left_the_group_can_still_take_their_story_back(world: World) -> None:
    story = a_story(world)
    member = world.room(world.author).member
    member.left_at = datetime(2026, 2, 1, tzinfo=UTC)
    member.save()
    author = signed_in(world.author)
    page = author.get(reverse("library:story", args=[story.pk])).content.decode()
    assert "Take the story back" in page
    author.post(reverse("library:withdraw", args=[story.draft_id]))
    assert not Story.objects.exists()


@pytest.mark.parametrize("reader", ["unnamed", "outsider", "lead", "stranger"])
@pytest.mark.parametrize("name", ["draft", "edit", "ask", "consent", "let_out"])
def test_a_draft_opens_for_nobody_else(world: World, reader: str, name: str) -> None:
    url = world.url(name, a_draft(world))
    client = signed_in(getattr(world, reader))
    asked = client.get(url) if name in {"draft", "edit"} else client.post(url, {"given": "yes"})
    assert asked.status_code == 404


@pytest.mark.parametrize("name", ["edit", "ask", "let_out"])
def test_those_concerned_answer_and_do_no_more(world: World, name: str) -> None:
    draft_id = write(world)
    signed_in(world.author).post(world.url("ask", draft_id), {"looked": "on"})
    client = signed_in(world.named)
    url = world.url(name, draft_id)
    assert (client.get(url) if name == "edit" else client.post(url)).status_code == 404
    assert client.post(reverse("library:withdraw", args=[draft_id])).status_code == 404


def test_one_who_left_the_group_reads_that_text_alone_and_answers(world: World) -> None:
    gone = world.group.members.get(person=world.named)
    world.group.members.filter(pk=gone.pk).update(left_at=datetime(2026, 2, 1, tzinfo=UTC))
    former, draft_id = signed_in(world.named), write(world)
    a_draft(world, title="Another of which they are not asked", did="I asked Grace.")
    page = signed_in(world.author).get(world.url("draft", draft_id)).content.decode()
    assert "Grace Murray, who has left the group" in page
    asking = {"looked": "on", "members": [str(gone.pk)]}
    signed_in(world.author).post(world.url("ask", draft_id), asking)
    assert reverse("library:asked") in former.get(reverse("library:library")).content.decode()
    page = former.get(reverse("library:asked")).content.decode()
    assert TEXT.now in page
    assert "Another of which" not in page
    assert former.get(world.url("draft", draft_id)).status_code == 404
    for other in (world.unnamed, world.outsider, world.lead):
        client = signed_in(other)
        assert TEXT.now not in client.get(reverse("library:asked")).content.decode()
        assert client.post(reverse("library:asked"), yes_to(draft_id)).status_code == 404
    former.post(reverse("library:asked"), yes_to(draft_id))
    signed_in(world.author).post(world.url("let_out", draft_id))
    assert Story.objects.exists()
    former.post(reverse("library:asked"), {**yes_to(draft_id), "given": "no"})
    assert not Story.objects.exists()


def test_a_first_name_reaches_nobody_who_left_unless_the_author_means_them(world: World) -> None:
    gone = world.group.members.get(person=world.named)
    world.group.members.filter(pk=gone.pk).update(left_at=datetime(2026, 2, 1, tzinfo=UTC))
    author, draft_id = signed_in(world.author), write(world)
    page = author.get(world.url("draft", draft_id)).content.decode()
    ticked = [tag for tag in page.split("<input") if str(gone.pk) in tag and "checked" in tag]
    assert len(ticked) == 1
    refused = author.post(world.url("ask", draft_id), {"looked": "on"})
    assert refused.status_code == 422
    assert "say what is meant" in refused.content.decode()
    author.post(world.url("ask", draft_id), {"looked": "on", "meant": "Grace from the bakery"})
    assert state_of(draft_id) == "asking"
    assert not Consent.objects.exists()


def test_nobody_is_asked_while_an_outsider_is_named(world: World) -> None:
    draft_id = write(world, did="I told Otto Outside.")
    author = signed_in(world.author)
    assert "the words have to go" in author.get(world.url("draft", draft_id)).content.decode()
    page = author.post(world.url("ask", draft_id), {"looked": "on"}, follow=True)
    assert "cannot be asked" in page.content.decode()
    assert state_of(draft_id) == "writing"
    assert not Consent.objects.exists()


@pytest.mark.parametrize(
    ("joins_group", "told"), [(False, "cannot be asked"), (True, "was not asked")]
)
def test_whoever_came_after_the_asking_is_not_let_out_unasked(
    world: World, joins_group: bool, told: str
) -> None:
    author = signed_in(world.author)
    draft_id = write(world, happened="Nobody listened but Nia Newcomer.")
    author.post(world.url("ask", draft_id), {"looked": "on"})
    newcomer = a_person(world.group.organisation, "Nia Newcomer")
    if joins_group:
        Member.objects.create(group=world.group, person=newcomer)
    page = author.post(world.url("let_out", draft_id), follow=True).content.decode()
    assert told in page
    assert not Story.objects.exists()
    assert state_of(draft_id) == "asking"


def test_what_may_be_an_outsiders_name_is_explained_in_words(world: World) -> None:
    draft_id = write(world, did="I closed the Otto.")
    author = signed_in(world.author)
    refused = author.post(world.url("ask", draft_id), {"looked": "on"})
    assert refused.status_code == 422
    assert "say what is meant" in refused.content.decode()
    meant = {"looked": "on", "meant": "Our nickname for an engine"}
    author.post(world.url("ask", draft_id), meant)
    assert state_of(draft_id) == "asking"


def test_readers_see_the_month_and_the_author_the_day(world: World) -> None:
    story = a_story(world, title="Quokka", let_out="2026-01-06")
    page = signed_in(world.outsider).get(reverse("library:story", args=[story.pk]))
    assert "January 2026" in page.content.decode()
    assert "19" not in page.content.decode().partition("Told by")[2].partition("</p>")[0]


def test_an_organisation_lists_words_of_its_own(world: World) -> None:
    lead, address = signed_in(world.lead), reverse("library:guarded")
    for _ in range(2):
        assert lead.post(address, {"words": "Falcon X\n"}).status_code == 302
    assert "Falcon X</textarea>" in lead.get(address).content.decode()
    assert signed_in(world.outsider).get(address).status_code == 404
    page = signed_in(world.author).get(world.url("draft", write(world, did="The Falcon X broke.")))
    assert "<mark>Falcon X<span" in page.content.decode()
    assert lead.post(address, {"words": "x" * 20_001}).status_code == 422
