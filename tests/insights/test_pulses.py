"""What members said before and after reaches a lead as totals, once nothing changes any more."""

from datetime import datetime, timedelta

import pytest

from collegium.domain.evidence.items.windows import AFTER_CLOSES
from collegium.groups.models import Programme
from collegium.insights.measures import DESCRIBED, FAMILIES, JUDGED, Family, Measure
from collegium.insights.queries.finals import COLLECTORS
from collegium.insights.queries.report import report_on
from collegium.practice.models import Contacts, Pulse, PulseAnswer
from tests.builders import an_organisation
from tests.insights.conftest import AFTERWARDS, HELD, a_full_programme, published

CLOSED = HELD + AFTER_CLOSES + timedelta(seconds=1)
PULSES = (
    Family.COMPETENCE,
    Family.COMPETENCE_LOOKING_BACK,
    Family.CONNECTIONS,
    Family.RECOMMEND,
    Family.STAY,
)
BEFORE = {("competence", "causes", "before"): 2, ("stay", "stay", "before"): 4}
AFTER = {
    ("competence", "causes", "after"): 4,
    ("competence", "causes", "then"): 1,
    ("competence", "options", "after"): 5,  # not answered before: it counts in no change
    ("stay", "stay", "after"): 5,
    ("recommend", "recommend", "after"): 9,
}


@pytest.fixture
def programme() -> Programme:
    """Everybody has answered both pages, in the same words."""
    found = a_full_programme(an_organisation())
    for group in found.groups.all():
        for member in group.members.all():
            for moment, said, people in (("before", BEFORE, 2), ("after", AFTER, 4)):
                pulse = Pulse.objects.create(cycle=group.cycles.get(), member=member, moment=moment)
                PulseAnswer.objects.bulk_create(
                    PulseAnswer(
                        pulse=pulse, item_set=of, version=1, item=item, moment=when, value=value
                    )
                    for (of, item, when), value in said.items()
                )
                row = Contacts(group=group, pulse=pulse, people=people, departments=people // 2)
                row.named = {"people": []}
                row.save()
    return found


def finals(
    programme: Programme, family: Family, until: datetime = CLOSED
) -> set[tuple[float | None, ...]]:
    return set(COLLECTORS[family](programme, until).values())


def test_each_family_has_its_values(programme: Programme) -> None:
    assert finals(programme, Family.COMPETENCE) == {(2, 4, 2)}
    assert finals(programme, Family.COMPETENCE_LOOKING_BACK) == {(3, 1, 4)}
    assert finals(programme, Family.CONNECTIONS) == {(2, 4, 1, 2)}
    assert finals(programme, Family.RECOMMEND) == {(9,)}
    assert finals(programme, Family.STAY) == {(4, 5)}


@pytest.mark.parametrize("family", PULSES)
def test_nothing_is_final_while_answers_can_change(programme: Programme, family: Family) -> None:
    assert finals(programme, family, CLOSED - timedelta(seconds=2)) == set()
    found = COLLECTORS[family](programme, CLOSED)
    assert len(found) == 20
    assert {len(values) for values in found.values()} == {
        len(FAMILIES[family]) + len(JUDGED.get(family, ()))
    }


@pytest.mark.parametrize("family", [Family.COMPETENCE, Family.CONNECTIONS, Family.STAY])
def test_who_answered_once_does_not_count_in_a_change(programme: Programme, family: Family) -> None:
    Pulse.objects.filter(moment="before").delete()
    assert finals(programme, family) == set()


def test_the_report_shows_them(programme: Programme) -> None:
    published(programme)
    report = report_on(programme, now=AFTERWARDS)
    change = report.total(Measure.COMPETENCE_CHANGE)
    assert change.figure
    assert change.figure.mean == pytest.approx(2, abs=0.2)
    named = {DESCRIBED[line.measure].label for line in report.lines if line.editions}
    assert DESCRIBED[Measure.CONNECTIONS_AFTER].label in named


def test_nothing_of_safety_is_measured_for_a_lead() -> None:
    assert not [one for one in (*Measure, *Family) if "safe" in one]
