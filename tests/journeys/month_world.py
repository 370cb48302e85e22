"""Four members of a group, and what an outsider to the pages has to know of them.

Every function is an order to tests.journeys.clockwork and is answered in JSON.
"""

from datetime import date
from typing import Any

from django.utils import timezone

NAMES = ("Ada Byron", "Grace Murray", "Emmy Noether", "Lise Meitner")
ADA, GRACE, EMMY, LISE = NAMES


def begin() -> dict[str, Any]:
    """A published group of two pairs, asked about its first session."""
    from collegium.groups.models import Buddies
    from collegium.meetings.actions.proposing import first_hour, propose_cycle
    from tests.builders import a_group, a_person, a_programme, an_organisation

    now = timezone.now()
    organisation = an_organisation()
    people = [a_person(organisation, name, languages=["en", "de"]) for name in NAMES]
    programme = a_programme(organisation, "Letting go", starts_on=date(2026, 10, 5))
    group = a_group(programme, *people)
    cycle = group.cycles.get()
    cycle.practice_weeks = 5
    cycle.save()
    members = list(group.members.order_by("joined_at", "pk").select_related("person"))
    by_name = {one.person.name: one for one in members}
    for pair in (NAMES[:2], NAMES[2:]):
        Buddies.objects.create(cycle=cycle).members.set(by_name[name] for name in pair)
    propose_cycle(cycle, opens=first_hour(cycle), now=now, orientation=False)
    group.sessions.update(host=by_name[GRACE], link="https://meet.example/letting-go")
    return {
        "path": f"/groups/{group.pk}/",
        "emails": {person.name: person.email for person in people},
        "sessions": {one.kind: str(one.pk) for one in group.sessions.all()},
    }


def hold(kind: str) -> None:
    """Hold a session from its first step to its end; everybody leaves with a plan."""
    from collegium.groups.models import Group
    from tests.meetings.live_sessions import LiveGroup

    group = Group.objects.get()
    session = group.sessions.get(kind=kind)
    people = [one.person for one in group.members.select_related("person")]
    people.sort(key=lambda one: (one.name != GRACE, one.name))  # the host first
    live = LiveGroup(group, people, session, clock=timezone.now())
    live.do(0, "open")
    for number in range(1, len(people)):
        live.do(number, "join")
    live.go_to("plan")
    for number in range(len(people)):
        live.plan(number)
    live.finish()


def written() -> dict[str, int]:
    """How many rows of everything that a link in a mail can change."""
    from collegium.mailing.models import Reply, UsedToken
    from collegium.meetings.models import Absence, Answer
    from collegium.people.models import Rhythm
    from collegium.practice.models import CheckIn, LogEntry, TipAnswer

    models = (Absence, Answer, CheckIn, LogEntry, Reply, Rhythm, TipAnswer, UsedToken)
    return {model.__name__: model.objects.count() for model in models} | {
        "yes": Answer.objects.filter(can=True).count(),
        "stopped": sum(len(one.stopped) for one in Rhythm.objects.all()),
        "snoozed": sum(len(one.snoozed) for one in Rhythm.objects.all()),
    }


def kept_by(who: str) -> dict[str, Any]:
    """What stands written in somebody's name, and whether they ever signed in."""
    from collegium.groups.models import Group
    from collegium.groups.queries import enter
    from collegium.people.models import Person
    from collegium.practice.models import TipAnswer
    from collegium.practice.queries.check_ins import check_ins_of
    from collegium.practice.queries.log import log_of
    from collegium.practice.queries.plans import plan_of

    person = Person.objects.get(name=who)
    room = enter(person, Group.objects.get().pk)
    cycle = room.group.cycles.get()
    plan = plan_of(room, cycle)
    return {
        "signed in": person.last_login is not None,
        "plan": plan.will if plan else "",
        "log": [
            [one.week, one.did, one.happened, one.learned, one.attempts, one.sure, one.audience]
            for one in reversed(log_of(room, cycle).mine)
        ],
        "talks": {str(one.week): one.note for one in check_ins_of(room, cycle).talks},
        "answers": [room.read(one, "text") for one in TipAnswer.objects.filter(member=room.member)],
    }
