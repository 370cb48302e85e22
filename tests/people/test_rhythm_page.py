"""When I want to hear from Collegium."""

from datetime import UTC, date, datetime, time, timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from collegium.domain.rhythm import Kind, wall_clock
from collegium.people import actions
from collegium.people.models import Away, Person, Rhythm
from collegium.people.queries import wishes_of
from tests.builders import a_person

PAGE = "/me/rhythm/"
NOW = datetime(2026, 3, 3, 10, tzinfo=UTC)
WISH: dict[str, object] = {
    "do": "save",
    "days": ["0", "1", "2", "3"],
    "starts": "22:00",
    "ends": "06:00",
    "quiet_from": "12:00",
    "quiet_until": "14:00",
    "comes": ["tip", "session"],
    "how": "together",
}


def tomorrow(days: int = 1) -> str:
    return (timezone.localdate() + timedelta(days=days)).isoformat()


def test_what_is_said_is_kept_and_shown_again(client: Client, member: Person) -> None:
    client.force_login(member)
    for _ in range(2):
        assert client.post(PAGE, WISH).status_code == 302
    row = Rhythm.objects.get(person=member)
    assert (row.days, row.starts, row.ends) == ([0, 1, 2, 3], time(22), time(6))
    form = client.get(PAGE).context["form"]
    assert form["comes"].value() == ["tip", "session"]
    wishes = wishes_of({member.pk: "DE"})[member.pk]
    assert wishes.weekly
    assert wishes.stopped == {Kind.LOG, Kind.CHECK_IN, Kind.NUDGE}
    assert wishes.weekend == {4, 5, 6}
    assert wishes.is_quiet(time(13, 59))


def test_the_usual_week_of_the_country_is_not_nailed_down(client: Client, member: Person) -> None:
    client.force_login(member)
    client.post(PAGE, WISH | {"days": ["0", "1", "2", "3", "4"]})
    Person.objects.filter(pk=member.pk).update(country="EG")
    assert wishes_of({member.pk: "EG"})[member.pk].weekend == {4, 5}


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"days": []}, "days"),
        ({"ends": "22:00"}, "ends"),
        ({"starts": "late"}, "starts"),
        ({"quiet_until": ""}, "quiet_until"),
        ({"quiet_from": ""}, "quiet_from"),
        ({"quiet_from": "19:30", "quiet_until": "19:00"}, "quiet_until"),
        ({"quiet_from": "09:00", "quiet_until": "09:00"}, "quiet_until"),
        ({"how": "by pigeon"}, "how"),
    ],
)
def test_mistakes_are_said_and_nothing_typed_is_lost(
    client: Client, member: Person, typed: dict[str, object], field: str
) -> None:
    client.force_login(member)
    answer = client.post(PAGE, WISH | typed)
    assert answer.status_code == 422
    form = answer.context["form"]
    assert list(form.errors) == [field]
    assert form["comes"].value() == ["tip", "session"]
    assert not Rhythm.objects.exists()


def test_days_away_are_noted_once_and_taken_back(client: Client, member: Person) -> None:
    client.force_login(member)
    sent = {"do": "away", "once": str(uuid4()), "first": tomorrow(), "last": tomorrow(9)}
    for _ in range(2):
        assert client.post(PAGE, sent).status_code == 302
    (away,) = Away.objects.all()
    assert str(away.pk) in client.get(PAGE).content.decode()
    other = a_person(member.organisation, "Otto Other")
    client.force_login(other)
    client.post(PAGE, {"do": "back", "away": str(away.pk)})
    assert Away.objects.count() == 1
    client.force_login(member)
    for _ in range(2):
        assert client.post(PAGE, {"do": "back", "away": str(away.pk)}).status_code == 302
    assert not Away.objects.exists()


def test_a_journey_that_ends_before_it_begins_is_refused(client: Client, member: Person) -> None:
    client.force_login(member)
    sent = {"do": "away", "once": str(uuid4()), "first": tomorrow(3), "last": tomorrow(1)}
    answer = client.post(PAGE, sent)
    assert (answer.status_code, list(answer.context["away_form"].errors)) == (422, ["last"])
    assert tomorrow(3) in answer.content.decode()
    for _ in range(actions.rhythm.MOST_ABSENCES):
        Away.objects.create(person=member, first=date(2020, 1, 1), last=date(2020, 1, 1))
    assert client.post(PAGE, sent | {"last": tomorrow(4)}).status_code == 422


def test_everything_rests_until_a_day_or_is_woken(client: Client, member: Person) -> None:
    client.force_login(member)
    assert client.post(PAGE, {"do": "rest", "until": tomorrow(0)}).status_code == 422
    assert client.post(PAGE, {"do": "rest", "until": tomorrow(5)}).status_code == 302
    resting = wishes_of({member.pk: "DE"})[member.pk].rests_until
    assert resting is not None
    assert wall_clock(resting, "Europe/Berlin").time() == time()
    assert "Everything rests" in client.get(PAGE).content.decode()
    client.post(PAGE, {"do": "wake"})
    assert wishes_of({member.pk: "DE"})[member.pk].rests_until is None


def test_one_thing_is_put_off_and_old_ones_are_forgotten(member: Person) -> None:
    actions.snooze(member, "log/c/p/week-1", NOW + timedelta(days=1), now=NOW)
    actions.snooze(member, "tip/c/p/week-1", NOW + timedelta(days=2), now=NOW)
    assert set(wishes_of({member.pk: "DE"})[member.pk].snoozed) == {
        "log/c/p/week-1",
        "tip/c/p/week-1",
    }
    later = NOW + timedelta(days=90)
    actions.snooze(member, "log/d/p/week-1", later, now=later)
    assert list(wishes_of({member.pk: "DE"})[member.pk].snoozed) == ["log/d/p/week-1"]


def test_unknown_verbs_answer_as_nothing(client: Client, member: Person) -> None:
    client.force_login(member)
    assert client.post(PAGE, {"do": "dance"}).status_code == 404
    assert client.post(PAGE, {"do": "back", "away": "1"}).status_code == 404


def test_the_page_costs_the_same_with_one_row_and_with_three(
    client: Client, member: Person
) -> None:
    client.force_login(member)

    def cost() -> int:
        Away.objects.create(person=member, first=date(2100, 1, 1), last=date(2100, 1, 2))
        with CaptureQueriesContext(connection) as queries:
            assert client.get(PAGE).status_code == 200
        return len(queries)

    first = cost()
    cost()
    assert cost() == first == 6
