"""The demo world a week after Session Two, with a group of years and a programme long over.

Every function is an order to tests.journeys.clockwork and is answered in JSON.
"""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from django.utils import timezone

WEEKS_AGO = 5  # was Session One, so that the page of numbers at the end is still open
GROUPS, SEATS, STEPS = 6, 5, (12, 15)  # of those who began long ago, in two steps
FIRST = 2024 * 12 + 10  # November: the values of teams are known of two years from then on
# Points of a survey, on the teams of those who began; what else those of one group share.
EFFECT, MOOD = 3, 1.5
SEED = 5  # chance makes seven in eight such worlds tell that it helped
TEAM_LEADS = 4  # their level


def begin() -> dict[str, Any]:
    """Make the world; tell whom there is to be."""
    from collegium.config.demo import world
    from collegium.config.demo.world import Stage
    from collegium.groups.models import Member, Programme
    from collegium.library.index.encoder import encoder_in_use
    from collegium.people.models import Person, RoleName

    world.WEEKS_AGO[Stage.FINISHED] = WEEKS_AGO
    organisation = world.build(Stage.FINISHED, seed=1, now=timezone.now())
    # so that all read the same words and days
    Person.objects.update(language="en", time_zone="Europe/Berlin")
    _look_after()
    programme = Programme.objects.get(name="Letting go")
    table = Programme.objects.get(name="The long table").groups.get()
    group, other = programme.groups.order_by("number")[:2]
    author, peer = (one.person for one in table.members.select_related("person")[:2])
    lead = organisation.persons.get(roles__name=RoleName.LEAD)
    seated = Member.objects.filter(group__programme=programme).values("person")
    leads = organisation.persons.filter(level=TEAM_LEADS).exclude(pk__in=seated)
    began = list(leads.order_by("number")[: GROUPS * SEATS])
    return {
        "author": _who(author),
        "peer": _who(peer),
        "reader": _who(_somebody_silent(other)),
        "stranger": _who(began[0]),
        "lead": _who(lead),
        "group": f"/groups/{group.pk}/",
        "others": f"/groups/{other.pk}/",
        "table": f"/groups/{table.pk}/",
        "programme": f"/insights/{programme.pk}/",
        "values": _values(organisation, began),
        "by_meaning": bool(encoder_in_use()),
    }


def enter(who: str) -> tuple[str, str]:
    """Sign somebody in: the name of the cookie that says so, and its value."""
    from django.conf import settings

    from collegium.people.models import Person
    from tests.journeys.world import cookie

    person = Person.objects.get(email=who)
    return settings.SESSION_COOKIE_NAME, cookie(person)


def _who(person: Any) -> dict[str, str]:  # noqa: ANN401 - a model, read by a module without Django
    return {"name": person.name, "email": person.email, "site": person.site}


def _somebody_silent(group: Any) -> Any:  # noqa: ANN401 - as above
    """A member who has not said yet what became of it, whose page of numbers waits."""
    from collegium.practice.models import Pulse

    said = Pulse.objects.filter(moment="after").values("member")
    return group.members.exclude(pk__in=said).select_related("person")[0].person


def _look_after() -> None:
    """What a worker would have done by now: nothing waits, and all can be found."""
    from collegium.library.actions.indexing import tend_index, tend_meanings
    from collegium.library.index.encoder import encoder_in_use
    from collegium.library.models import Entry, Vector
    from collegium.mailing.actions.plan import plan_due
    from collegium.mailing.models import Mail, MailState

    now = timezone.now()
    plan_due(now)
    Mail.objects.filter(state=MailState.WAITING).update(state=MailState.SENT, settled_at=now)
    tend_index(now)
    while encoder_in_use() and Vector.objects.count() < Entry.objects.count():
        tend_meanings(now)


def _values(organisation: Any, began: Sequence[Any]) -> str:  # noqa: ANN401 - as above
    """What the organisation's systems know of teams, after those who began are in their groups."""
    from collegium.insights.outcomes.cells import month_text
    from collegium.people.models import Person
    from tests.domain.evidence.teams import some_teams

    _let_begin(organisation, began)
    known = Person.objects.filter(organisation=organisation, level__gte=3)
    others = list(known.exclude(pk__in=[one.pk for one in began]).order_by("number"))
    teams = some_teams(
        groups=GROUPS,
        size=SEATS,
        steps=STEPS,
        alone=len(others),
        effect=EFFECT,
        mood=MOOD,
        seed=SEED,
    )
    return "\n".join(
        f"{person.email},{month_text(FIRST + at)},{value:.1f}"
        for person, team in zip([*began, *others], teams, strict=True)
        for at, value in team.values.items()
    )


def _let_begin(organisation: Any, began: Sequence[Any]) -> None:  # noqa: ANN401 - as above
    from collegium.groups.models import Cycle, GroupState, Member, ProgrammeState
    from tests.builders import a_group, a_programme

    programme = a_programme(organisation, "Hard talks", state=ProgrammeState.CLOSED)
    for number in range(GROUPS):
        month = FIRST + STEPS[number % len(STEPS)]
        at = datetime(month // 12, month % 12 + 1, 3, tzinfo=UTC)
        group = a_group(programme, *began[number * SEATS : (number + 1) * SEATS])
        Member.objects.filter(group=group).update(joined_at=at)
        Cycle.objects.filter(group=group).update(created_at=at)
        group.state = GroupState.CLOSED
        group.save()
