"""Themes by meaning: what sentences mean is kept sealed, and gone with the sentences."""

import pytest
from pytest_django.fixtures import Settings

from collegium.groups.queries.hands import hand_of
from collegium.library.actions.memory import be_forgotten, take_back
from collegium.library.actions.senses import tend_senses
from collegium.library.models import Sense
from collegium.library.queries.memory.patterns import patterns_of
from collegium.meetings.models import Kind
from collegium.vault import keyring
from tests.architecture.canaries import everything_stored
from tests.library.memories import CYCLE, FIRST, Years, some_years

NOW = FIRST + CYCLE * 4
ENGLISH = "I am afraid of telling people what bothers me"
GERMAN = "Ich habe Angst davor, Menschen zu sagen, was mich stört"


@pytest.fixture
def years(settings: Settings) -> Years:
    """One sentence in two languages, a month apart."""
    settings.SEARCH_BY_MEANING = True
    years = some_years(0)
    for number, text in enumerate((ENGLISH, GERMAN)):
        cycle = years.group.cycles.get() if not number else years.begin(number)
        session = years.hold(cycle, Kind.SESSION_ONE, FIRST + number * CYCLE)
        years.leave(session, number, "card", text=text)
        years.leave(session, number, "card", text="Something hidden from all", shown=False)
    return years


def worked_out(times: int = 3) -> int:
    return sum(tend_senses(NOW) for _ in range(times))


def test_a_theme_is_found_over_two_languages_once_the_worker_has_come(years: Years) -> None:
    assert patterns_of(years.room()).themes == ()
    assert worked_out() == 2
    (theme,) = patterns_of(years.room()).themes
    assert {one.text for one in theme.spoken} == {ENGLISH, GERMAN}
    assert theme.cycles == (1, 2)


def test_each_session_is_worked_out_once_and_only_what_was_shown(years: Years) -> None:
    assert worked_out() == 2
    assert worked_out() == 0
    assert {len(years.room().read(row, "vectors")) for row in Sense.objects.all()} == {1}


def test_what_is_taken_back_means_nothing_any_more(years: Years) -> None:
    worked_out()
    card = years.cycle(1).sessions.get().outcomes.get(position=0)
    before = {row.session_id for row in Sense.objects.all()}
    take_back(years.room(0), "card", card.pk, now=NOW)
    assert {row.session_id for row in Sense.objects.all()} == before - {card.session_id}
    worked_out()
    row = Sense.objects.get(session=card.session_id)
    assert years.room().read(row, "vectors") == {}
    be_forgotten(hand_of(years.room(1)), now=NOW)
    assert not Sense.objects.exists()


def test_without_the_encoder_nothing_is_worked_out(years: Years, settings: Settings) -> None:
    settings.SEARCH_BY_MEANING = False
    assert worked_out() == 0
    assert patterns_of(years.room()).themes == ()


def test_a_group_whose_key_is_gone_is_in_nobodys_way(years: Years) -> None:
    other = some_years(1)
    keyring.destroy(other.group.pk)
    assert worked_out() == 2
    assert set(Sense.objects.values_list("group", flat=True)) == {years.group.pk}


def test_vectors_stand_nowhere_unsealed(years: Years) -> None:
    worked_out()
    vectors = [
        one for row in Sense.objects.all() for one in years.room().read(row, "vectors").values()
    ]
    stored = everything_stored()
    assert vectors
    assert not any(one[:40].encode() in stored for one in vectors)
