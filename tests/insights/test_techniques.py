"""What members say of techniques: through the gate, month by month, to the library's pages."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from django.db import connections
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from collegium.groups.models import Member, Programme
from collegium.groups.queries import enter
from collegium.insights.actions.techniques import publish_techniques
from collegium.insights.models import Edition
from collegium.insights.periods import Month
from collegium.library.actions.reviews import Tried, say_result, take_back_result
from collegium.library.catalogue import techniques
from collegium.library.models import Effect, TechniqueFigure, TechniqueResult
from collegium.library.queries.techniques import Known, Share, best_first, known_of
from collegium.people.models import Organisation, Person
from tests.builders import a_group, a_person, a_programme, an_organisation
from tests.insights.conftest import signed_in

MARCH = Month.of(datetime(2026, 3, 15, tzinfo=UTC), "UTC")
SAID = datetime(2026, 3, 20, 9, tzinfo=UTC)
AFTER = datetime(2026, 4, 1, 0, 5, tzinfo=UTC)
SLUG = "outcome-and-limits"
HELPED, SAME, WORSE = Effect.HELPED, Effect.SAME, Effect.WORSE
MIXED = (HELPED, HELPED, HELPED, SAME, WORSE)  # of five in each group


@pytest.fixture
def organisation() -> Organisation:
    return an_organisation()


def groups_that_say(
    organisation: Organisation,
    groups: Sequence[Sequence[Effect]],
    *,
    technique: str = SLUG,
    at: datetime = SAID,
    name: str = "Spring",
    topic: str = "delegating",
) -> Programme:
    """A programme whose groups' members say these effects."""
    programme = a_programme(organisation, name)
    programme.challenge.topic = topic
    programme.challenge.save()
    for number, effects in enumerate(groups):
        people = [a_person(organisation, f"{name} {number} {seat}") for seat in range(len(effects))]
        group = a_group(programme, *people, name=f"{name} {number}")
        for person, effect in zip(people, effects, strict=True):
            say(group.pk, person.memberships.get(), effect, technique=technique, at=at)
    return programme


def say(
    group: UUID, member: Member, effect: Effect, *, technique: str = SLUG, at: datetime = SAID
) -> None:
    room = enter(member.person, group)
    say_result(room, room.group.cycles.get(), Tried(technique, effect, 3), now=at)


def known(organisation: Organisation, slug: str = SLUG) -> Known | None:
    return known_of(organisation.pk).get(slug)


def publish(organisation: Organisation, month: Month = MARCH, now: datetime = AFTER) -> None:
    publish_techniques(organisation, month, now)


def test_three_groups_are_enough_and_shares_are_rounded(organisation: Organisation) -> None:
    groups_that_say(organisation, [MIXED] * 3)
    publish(organisation)
    told = known(organisation)
    assert told
    assert told.total
    assert (told.total.people, told.total.attempts) == (15, 3.0)
    assert (told.total.helped, told.total.same, told.total.worse) == (6, 2, 2)
    assert told.total.low is not None
    assert told.total.low < 6
    assert [share.topic for share in told.situations] == ["delegating"]


@pytest.mark.parametrize(
    "groups",
    [[MIXED], [MIXED] * 2, [MIXED[:3]] * 3, [MIXED * 3, MIXED[:2], MIXED[:2]]],
    ids=["one group", "two groups", "nine people", "mostly one group"],
)
def test_fewer_tell_nothing(organisation: Organisation, groups: Sequence[Sequence[Effect]]) -> None:
    groups_that_say(organisation, groups)
    publish(organisation)
    assert known(organisation) is None
    assert not Edition.objects.exists()


def test_those_who_wait_come_with_the_next_month(organisation: Organisation) -> None:
    groups_that_say(organisation, [MIXED])
    publish(organisation)
    later = SAID + timedelta(days=30)
    groups_that_say(organisation, [MIXED] * 2, name="Summer", at=later)
    publish(organisation)
    assert known(organisation) is None
    publish(organisation, MARCH.after, AFTER + timedelta(days=30))
    told = known(organisation)
    assert told
    assert told.total
    assert told.total.people == 15


def test_where_few_say_worse_only_who_was_helped_is_told(organisation: Organisation) -> None:
    mostly = [(HELPED,) * 5, (HELPED, HELPED, HELPED, SAME, SAME), (HELPED,) * 4 + (SAME,)]
    groups_that_say(organisation, mostly)
    publish(organisation)
    told = known(organisation)
    assert told
    assert told.total
    assert (told.total.helped, told.total.same, told.total.worse) == (8, None, None)
    assert (told.total.low or 0) < 8
    assert told.total.high == 10


@pytest.mark.parametrize(
    ("effect", "nearly_all", "nearly_nobody"), [(HELPED, True, False), (SAME, False, True)]
)
def test_where_all_say_the_same_no_figure_tells_of_each(
    organisation: Organisation, effect: Effect, *, nearly_all: bool, nearly_nobody: bool
) -> None:
    groups_that_say(organisation, [(effect,) * 5] * 3)
    publish(organisation)
    told = known(organisation)
    assert told
    assert told.total is None
    assert (told.nearly_all, told.nearly_nobody) == (nearly_all, nearly_nobody)


def test_what_is_published_stands_still(organisation: Organisation) -> None:
    groups_that_say(organisation, [MIXED] * 3)
    publish(organisation)
    before = known(organisation)
    for row in TechniqueResult.objects.filter(effect=HELPED).select_related("member__group"):
        take_back_result(enter(row.member.person, row.member.group_id), row.pk)
    Member.objects.first().person.delete()  # type: ignore[union-attr]  # there are fifteen
    publish(organisation, MARCH.after, AFTER + timedelta(days=31))
    assert known(organisation) == before
    assert Edition.objects.count() == 2


def test_each_person_counts_once_with_what_they_said_first(organisation: Organisation) -> None:
    groups_that_say(organisation, [MIXED] * 3)
    first = Member.objects.order_by("pk").first()
    assert first
    programme = a_programme(organisation, "Again")
    group = a_group(programme, first.person)
    say(group.pk, first.person.memberships.get(group=group), WORSE, at=SAID + timedelta(days=1))
    publish(organisation)
    told = known(organisation)
    assert told
    assert told.total
    assert (told.total.people, told.total.helped) == (15, 6)


def test_something_else_and_other_organisations_count_for_nothing(
    organisation: Organisation,
) -> None:
    groups_that_say(organisation, [MIXED] * 3, technique="")
    elsewhere = an_organisation("Elsewhere")
    groups_that_say(elsewhere, [MIXED] * 3)
    publish(organisation)
    publish(elsewhere)
    assert known_of(organisation.pk) == {}
    assert known(elsewhere)


def test_a_small_kind_of_situation_hides_the_next_smallest(organisation: Organisation) -> None:
    groups_that_say(organisation, [MIXED] * 3)
    groups_that_say(organisation, [MIXED] * 3, name="Second", topic="conflict")
    groups_that_say(organisation, [MIXED], name="Third", topic="change")
    publish(organisation)
    told = known(organisation)
    assert told
    assert told.total
    assert told.total.people == 35
    assert len(told.situations) == 1


def share(helped: float, low: float | None = None) -> Known:
    whole = Share(None, 20, helped, None, None, low, None, None)
    return Known(whole, (), 0, "")


def test_what_surely_helped_comes_first_and_what_did_not_last() -> None:
    first, second, third, fourth, fifth = techniques("en")[:5]
    told = {
        fifth.slug: share(7, 5.5),
        third.slug: share(8, 4),
        first.slug: share(3, 1),
        fourth.slug: Known(None, (), 0, "near_the_top"),
    }
    order = best_first((first, second, third, fourth, fifth), told)
    assert [one.slug for one in order] == [
        one.slug for one in (fourth, fifth, third, second, first)
    ]


def page(organisation: Organisation, name: str, *args: object) -> str:
    reader = signed_in(a_person(organisation, f"Reader {Person.objects.count()}"))
    return str(reader.get(reverse(f"library:{name}", args=args)).content.decode())


def test_the_pages_tell_it_and_say_where_they_cannot(organisation: Organisation) -> None:
    assert "Not yet enough to tell" in page(organisation, "technique", SLUG)
    programme = groups_that_say(organisation, [MIXED] * 3, technique="give-back-the-question")
    publish(organisation)
    own = page(organisation, "technique", "give-back-the-question")
    assert "About 15 people in this organisation" in own
    assert "It made it worse: 2 of ten people" in own
    assert "Not yet enough to tell" in page(organisation, "technique", SLUG)
    line = "Of about 15 people who tried it here, about 6 of ten say that it helped"
    assert page(organisation, "techniques").count(line) == 1
    group = programme.groups.first()
    assert group
    member = signed_in(group.members.first().person)  # type: ignore[union-attr]  # five sit there
    for query in ({}, {"part": "1"}):
        shown = member.get(reverse("library:suggestions", args=[group.pk]), query)
        text = shown.content.decode()
        assert text.index("Give the question back") < text.index("Hand over the outcome")
        assert line in text
        assert "What helped most people here comes first" in text


def test_before_anybody_told_the_order_claims_nothing(organisation: Organisation) -> None:
    programme = groups_that_say(organisation, [MIXED])
    group = programme.groups.get()
    member = signed_in(group.members.first().person)  # type: ignore[union-attr]  # five sit there
    text = member.get(reverse("library:suggestions", args=[group.pk])).content.decode()
    assert "their order says nothing" in text


def test_figures_of_one_technique_or_three_cost_the_same(organisation: Organisation) -> None:
    address = reverse("library:techniques")

    def cost() -> int:
        reader = signed_in(a_person(organisation, f"Reader {TechniqueFigure.objects.count()}"))
        with CaptureQueriesContext(connections["default"]) as rows:
            assert reader.get(address).status_code == 200
        return len(rows)

    for slug in (SLUG, "one-moment", "give-back-the-question"):
        groups_that_say(organisation, [MIXED] * 3, technique=slug, name=slug)
        publish(organisation)
        assert cost() == 5
