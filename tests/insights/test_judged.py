"""What is shown nowhere, and follows from what is, hides what would tell it."""

from collegium.groups.models import Programme
from collegium.insights.models import EditionCell
from collegium.meetings.models import Reading
from collegium.practice.models import LogEntry
from tests.builders import an_organisation
from tests.insights.conftest import a_full_programme, published


def figures_of(programme: Programme, *measures: str) -> dict[str, float | None]:
    cells = EditionCell.objects.filter(edition__programme=programme, part="")
    return dict(cells.filter(measure__in=measures).values_list("measure", "mean"))


def test_a_change_since_then_is_hidden_where_it_would_tell_then() -> None:
    programme = a_full_programme(an_organisation())
    Reading.objects.filter(moment="then").update(value=1)
    found = figures_of(published(programme), "after", "change", "change_then")
    assert found["change_then"] is None
    assert found["after"] is not None
    assert found["change"] is not None


def logs_of_every(programme: Programme, *, so_many: int) -> None:
    """Leave the logs of the first so many in each group."""
    for group in programme.groups.all():
        members = group.members.order_by("person__name").values_list("pk", flat=True)
        LogEntry.objects.filter(member__in=list(members)[so_many:]).delete()


def test_attempts_of_one_who_logged_are_not_shown_as_those_of_twenty() -> None:
    programme = a_full_programme(an_organisation())
    logs_of_every(programme, so_many=1)
    LogEntry.objects.update(attempts=9)
    found = figures_of(published(programme), "logged", "attempts")
    assert found == {"logged": None, "attempts": None}


def test_attempts_of_enough_who_logged_are_shown_beside_how_many_did() -> None:
    programme = a_full_programme(an_organisation())
    logs_of_every(programme, so_many=4)
    LogEntry.objects.update(attempts=4)
    found = figures_of(published(programme), "logged", "attempts")
    assert found == {"logged": 0.8, "attempts": 3.2}
