"""From a file to what everybody reads: applied whole or not at all, published once, frozen."""

from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest

from collegium.domain.evidence.series import Finding, Likely, Verdict
from collegium.insights.actions.closing import close_months
from collegium.insights.actions.findings import publish_findings
from collegium.insights.actions.outcomes import (
    apply_outcomes,
    keep_outcome_file,
    set_columns,
)
from collegium.insights.models import OutcomeFile, OutcomeFinding, TeamOutcome
from collegium.insights.outcomes import Columns, Field
from collegium.insights.periods import Month
from collegium.insights.queries.findings import findings_of
from collegium.insights.queries.outcomes import preview
from collegium.insights.words.verdicts import headline, reading
from collegium.people.actions import forget_undecided
from collegium.people.models import Person
from collegium.people.roster.mistakes import Refused
from tests.builders import a_lead, a_person, an_organisation
from tests.insights.stepped import CLOSED, NOW, Stepped

HEAD = "email,month,engagement,retention\n"


@pytest.fixture
def lead() -> Person:
    return a_lead(an_organisation())


def kept(lead: Person, text: str) -> OutcomeFile:
    return keep_outcome_file(uuid4(), by=lead, file_name="t.csv", content=text.encode(), now=NOW)


def stored(person: Person) -> dict[str, dict[str, float]]:
    return {row.outcome: row.values for row in TeamOutcome.objects.filter(person=person)}


def test_values_come_in_and_a_second_file_adds_and_replaces(lead: Person) -> None:
    ada = a_person(lead.organisation)
    first = f"{HEAD}{ada.email},2025-01,70,98\n{ada.email},2025-02,71,\n"
    assert apply_outcomes(kept(lead, first), by=lead, now=NOW).summary == {"count": 3}
    second = f"{HEAD}{ada.email},2025-02,75,97\n{ada.email},2025-01,70,\n"
    assert apply_outcomes(kept(lead, second), by=lead, now=NOW).summary == {"count": 3}
    assert stored(ada) == {
        "engagement": {"2025-01": 70, "2025-02": 75},
        "retention": {"2025-01": 98, "2025-02": 97},
    }


def test_applying_again_changes_nothing_and_the_file_is_forgotten(lead: Person) -> None:
    ada = a_person(lead.organisation)
    file = kept(lead, f"{HEAD}{ada.email},2025-01,70,98\n")
    applied = apply_outcomes(file, by=lead, now=NOW)
    TeamOutcome.objects.update(values={"2025-01": 1.0})
    assert apply_outcomes(file, by=lead, now=NOW + timedelta(1)).applied_at == NOW
    assert bytes(applied.content) == b""
    assert stored(ada)["engagement"] == {"2025-01": 1.0}


def test_nothing_is_half_imported(lead: Person) -> None:
    ada = a_person(lead.organisation)
    file = kept(lead, f"{HEAD}{ada.email},2025-01,70,98\nwho@else.example,2025-01,70,98\n")
    with pytest.raises(Refused):
        apply_outcomes(file, by=lead, now=NOW)
    assert stored(ada) == {}
    assert bytes(OutcomeFile.objects.get().content) != b""


def test_the_same_upload_twice_is_one_and_nobody_elses(lead: Person) -> None:
    once, stranger = uuid4(), a_lead(an_organisation("Elsewhere"))
    text = HEAD.encode() + b"a,1,1,1"
    ids = {
        keep_outcome_file(once, by=by, file_name="t", content=text, now=NOW).pk
        for by in (lead, lead, stranger)
    }
    assert len(ids) == 2
    with pytest.raises(OutcomeFile.DoesNotExist):
        apply_outcomes(OutcomeFile.objects.get(pk=once), by=stranger, now=NOW)


def test_people_of_another_organisation_are_unknown(lead: Person) -> None:
    foreign = a_person(an_organisation("Elsewhere"), "Fay Foreign")
    file = kept(lead, f"{HEAD}{foreign.email},2025-01,70,98\n")
    assert preview(file, now=NOW).problems.total == 1


def test_columns_can_be_read_differently(lead: Person) -> None:
    ada = a_person(lead.organisation)
    file = kept(lead, f"{HEAD}{ada.email},2025-01,70,98\n")
    set_columns(file, Columns({Field.EMAIL: 0, Field.MONTH: 1, Field.PRODUCTIVITY: 2}))
    apply_outcomes(OutcomeFile.objects.get(), by=lead, now=NOW)
    assert stored(ada) == {"productivity": {"2025-01": 70}}


def test_what_nobody_decided_on_is_forgotten_after_a_day(lead: Person) -> None:
    kept(lead, f"{HEAD}a@b.example,2025-01,70,98\n")
    assert forget_undecided(OutcomeFile, NOW + timedelta(hours=23)) == 0
    assert forget_undecided(OutcomeFile, NOW + timedelta(hours=25)) == 1


def test_values_go_with_the_person(lead: Person) -> None:
    ada = a_person(lead.organisation)
    apply_outcomes(kept(lead, f"{HEAD}{ada.email},2025-01,70,98\n"), by=lead, now=NOW)
    ada.delete()
    assert not TeamOutcome.objects.exists()


def verdicts(world: Stepped) -> dict[str, Verdict]:
    return {one.outcome.value: one.finding.verdict for one in findings_of(world.organisation)}


def test_what_the_values_carry_is_published_once_and_stands_still() -> None:
    world = Stepped()
    world.bring(world.csv(effect=2))
    world.bring(world.csv(effect=0, drift=0.4, column="retention"))
    assert publish_findings(world.organisation, CLOSED, NOW) == 2
    assert verdicts(world) == {
        "engagement": Verdict.HELPED,
        "retention": Verdict.TRENDS_DIFFERED,
    }
    found = findings_of(world.organisation)[0].finding
    assert found.effect
    assert found.effect.low <= 2 <= found.effect.high
    assert TeamOutcome.objects.filter(counted=True).count() == 120
    world.bring(world.csv(effect=-9))
    assert publish_findings(world.organisation, CLOSED, NOW) == 0
    assert publish_findings(world.organisation, CLOSED.after, NOW) == 0
    assert findings_of(world.organisation)[0].finding == found


def test_it_is_told_of_how_many_leaders_the_values_were_not_brought() -> None:
    world = Stepped()
    lines = world.csv(effect=2).splitlines()
    left_out = {person.email.encode() for person in world.persons[:20]}
    world.bring(b"\n".join(one for one in lines if one.partition(b",")[0] not in left_out))
    publish_findings(world.organisation, CLOSED, NOW)
    found = findings_of(world.organisation)[0].finding
    assert (found.leaders, found.began) == (40, 60)


def test_a_refusal_is_published_once_until_something_else_can_be_said() -> None:
    world = Stepped(groups=2, alone=20)
    world.bring(world.csv())
    assert publish_findings(world.organisation, CLOSED, NOW) == 1
    assert publish_findings(world.organisation, CLOSED.after, NOW) == 0
    assert verdicts(world) == {"engagement": Verdict.TOO_FEW_LEADERS}
    assert not TeamOutcome.objects.filter(counted=True).exists()


def test_values_of_months_that_are_not_over_wait() -> None:
    world = Stepped()
    world.bring(world.csv())
    publish_findings(world.organisation, Month(date(2025, 3, 1), "UTC"), NOW)
    assert verdicts(world) == {"engagement": Verdict.TOO_FEW_LEADERS}


def test_the_worker_publishes_when_a_month_is_over() -> None:
    world = Stepped(groups=2, alone=20)
    world.bring(world.csv())
    assert close_months(datetime(2026, 1, 2, tzinfo=UTC)) == 1
    assert OutcomeFinding.objects.get().period == date(2025, 12, 1)


@pytest.mark.parametrize("verdict", Verdict)
def test_every_verdict_has_words_and_no_share_of_anything(verdict: Verdict) -> None:
    finding = Finding(verdict, Likely(-1.5, -2.5, -0.5), leaders=30, compared=60)
    text = reading(finding, people=10, groups=3)
    assert headline(finding)
    assert "%" not in text.replace("95 % interval", "")
    assert "None" not in text


def test_harm_is_said_without_a_double_negative() -> None:
    text = reading(Finding(Verdict.HURT, Likely(-1.5, -2.5, -0.5)), people=10, groups=3)
    assert "1.5 points lower" in text
    assert "between 0.5 and 2.5 points lower" in text
