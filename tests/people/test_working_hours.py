"""When people work, as they said or as is usual where they live."""

from datetime import date, time

from django.db import connection
from django.test.utils import CaptureQueriesContext

from collegium.people.calendars import public_holidays, weekend
from collegium.people.models import Away, Person, Rhythm
from collegium.people.queries import away, working_hours
from tests.builders import a_person


def test_without_a_word_the_week_is_as_in_the_country(member: Person) -> None:
    mona = a_person(member.organisation, "Mona Said", country="EG", time_zone="Africa/Cairo")
    nowhere = a_person(member.organisation, "No Where", country="")
    hours = working_hours([member, mona, nowhere])
    assert hours[member.pk].days == hours[nowhere.pk].days == {0, 1, 2, 3, 4}
    assert hours[mona.pk].days == {6, 0, 1, 2, 3}
    assert (hours[member.pk].starts, hours[member.pk].ends) == (time(9), time(17))


def test_what_people_say_counts_and_a_look_is_one_query(member: Person) -> None:
    night = a_person(member.organisation, "Nora Nacht")
    Rhythm.objects.create(person=night, days=[5, 6], starts=time(22), ends=time(6))
    Away.objects.create(person=night, first=date(2026, 3, 1), last=date(2026, 3, 8))
    Away.objects.create(person=night, first=date(2026, 5, 1), last=date(2026, 5, 1))
    with CaptureQueriesContext(connection) as queries:
        hours = working_hours([member, night])
        gone = away([member, night], since=date(2026, 3, 9))
    assert len(queries) == 2
    assert (hours[night.pk].days, hours[night.pk].starts) == (frozenset({5, 6}), time(22))
    assert gone[night.pk] == ((date(2026, 5, 1), date(2026, 5, 1)),)
    assert gone[member.pk] == ()


def test_holidays_and_weekends_by_country() -> None:
    assert weekend("SA") == {4, 5}
    assert weekend("DE") == weekend("") == weekend("XX") == {5, 6}
    assert date(2026, 10, 3) in public_holidays("DE", (2026,))
    assert date(2027, 1, 1) in public_holidays("DE", (2026, 2027))
    assert public_holidays("", (2026,)) == public_holidays("XX", (2026,)) == frozenset()
