"""The challenge pool, by the worker: ask the next people, end what found nobody, form groups."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Max, Q
from django.utils import translation
from django.utils.translation import gettext as _

from collegium.audit.actions import Deed, note_all
from collegium.audit.verbs import Verb
from collegium.domain.composition import Unsolvable
from collegium.domain.matching import Measure
from collegium.groups.actions.buddies import pair_members
from collegium.groups.actions.pool import UNANSWERED, forget_raised
from collegium.groups.actions.publishing import common_zone
from collegium.groups.models import (
    Asked,
    Challenge,
    Cycle,
    Group,
    GroupState,
    Member,
    OwnChallenge,
    Participant,
    Programme,
    ProgrammeState,
    RaisedChallenge,
    RaisedState,
    Topic,
)
from collegium.groups.queries.peers import (
    peers_of,
    standing_programme,
    willing_in,
)
from collegium.groups.queries.pool import SMALLEST
from collegium.people.models import Organisation, Person
from collegium.vault import keyring
from collegium.vault.fields import read
from collegium.vault.sealing import VaultError

A_LOOK = timedelta(days=1)  # between two, unless somebody answers
PATIENCE = timedelta(days=2)  # with somebody who has not answered
AT_ONCE = 2  # asked at the same time for each one who is missing
MOST_ASKED = 24  # for one challenge
KEPT = timedelta(days=30)  # what ended without a group, for its asker to look wider
SHORTEST, LONGEST, BEFORE = 2, 4, 2  # weeks of practice; the first session takes two before


@dataclass(frozen=True, slots=True)
class Formed:
    """A group that has just formed, and the day before which its members meet for a reason."""

    cycle: Cycle
    before: date


def look_due(now: datetime) -> tuple[UUID, ...]:
    """Open challenges to look at, after those whose time is up were ended (three queries)."""
    RaisedChallenge.objects.filter(state=RaisedState.OPEN, ends_at__lte=now).update(
        state=RaisedState.ENDED
    )
    old = RaisedChallenge.objects.filter(state=RaisedState.ENDED, ends_at__lt=now - KEPT)
    for one in old:
        with transaction.atomic():
            forget_raised(one)
    due = Q(next_look=None) | Q(next_look__lte=now)
    open_ones = RaisedChallenge.objects.filter(due, state=RaisedState.OPEN)
    return tuple(open_ones.order_by("raised_at", "id").values_list("pk", flat=True))


@transaction.atomic
def form_group(raised_id: UUID, *, now: datetime) -> Formed | None:
    """A group of those who said yes, once four of them and the asker may be one; else None.

    Two workers at once form one group: what was raised is gone with it.
    """
    raised = _locked(raised_id)
    if raised is None or not raised.person.is_active:
        return None
    try:
        seats = willing_in(raised, now=now).group
    except (Unsolvable, VaultError):  # a faulty roster; a key that was destroyed
        return None
    if len(seats) < SMALLEST:
        return None
    people = list(Person.objects.filter(pk__in=seats).order_by("name", "id"))
    cycle = _begin(raised, people, now)
    formed = Formed(cycle, raised.before)
    forget_raised(raised)
    group = cycle.group
    deeds = [Deed(Verb.PERSON_JOINED, by=one.pk, subject=one.pk, group=group.pk) for one in people]
    note_all(group.organisation_id, deeds, now=now)
    return formed


@transaction.atomic
def ask_peers(raised_id: UUID, *, now: datetime, measure: Measure | None = None) -> int:
    """Ask as many more people as it takes; how many. Later ones follow as these decline."""
    raised = _locked(raised_id)
    if raised is None:
        return 0
    try:
        missing = SMALLEST - 1 - len(willing_in(raised, now=now).people)
        wanted = _places(raised, missing, now)
        # nobody is asked too often, whatever two workers do
        Organisation.objects.select_for_update().get(pk=raised.person.organisation_id)
        chosen = peers_of(raised, now=now, measure=measure)[:wanted] if wanted > 0 else ()
    except (Unsolvable, VaultError):
        chosen = ()
    for person in chosen:
        Asked(raised=raised, person=person, answer=UNANSWERED, asked_at=now).save()
    raised.next_look = now + A_LOOK
    raised.save(update_fields=["next_look"])
    return len(chosen)


def _places(raised: RaisedChallenge, missing: int, now: datetime) -> int:
    """How many more may be asked now. Where four are willing but no group, one more is sought."""
    asked = raised.asked.all()
    thinking = asked.filter(answered_at=None, asked_at__gt=now - PATIENCE).count()
    return min(AT_ONCE * max(1, missing) - thinking, MOST_ASKED - asked.count())


def _locked(raised_id: UUID) -> RaisedChallenge | None:
    rows = RaisedChallenge.objects.select_for_update(of=("self",)).select_related("person")
    return rows.filter(pk=raised_id, state=RaisedState.OPEN).first()


def _begin(raised: RaisedChallenge, people: Sequence[Person], now: datetime) -> Cycle:
    with translation.override(raised.person.language):
        programme = _programme(raised.person.organisation, now)
        number = (programme.groups.aggregate(last=Max("number"))["last"] or 0) + 1
        name = _("Group %(number)s") % {"number": number}
    group = Group(
        organisation_id=programme.organisation_id,
        programme=programme,
        number=number,
        name=name,
        state=GroupState.MEETING,
        created_at=now,
    )
    keyring.create(group.pk)
    group.save(force_insert=True)
    for person in people:
        Participant.objects.get_or_create(programme=programme, person=person)
        Member.objects.create(group=group, person=person, joined_at=now)
    group.time_zone = common_zone(group)
    group.save(update_fields=["time_zone"])
    return _first_cycle(raised, group, now)


def _first_cycle(raised: RaisedChallenge, group: Group, now: datetime) -> Cycle:
    weeks = (raised.before - now.date()).days // 7 - BEFORE
    cycle = Cycle.objects.create(
        group=group,
        challenge_id=group.programme.challenge_id,
        practice_weeks=min(LONGEST, max(SHORTEST, weeks)),
        created_at=now,
    )
    if raised.shown:
        words = read(raised, "words", key=keyring.key_of(raised.vault_scope))
        OwnChallenge.objects.create(group=group, cycle=cycle, words=words)
    pair_members(cycle)
    return cycle


def _programme(organisation: Organisation, now: datetime) -> Programme:
    """The organisation's programme for groups just in time, locked; made with the first group."""
    Organisation.objects.select_for_update().get(pk=organisation.pk)
    draft = standing_programme(organisation.pk, now)
    known = Programme.objects.select_for_update().filter(pk=draft.pk).first()
    if known:
        if known.state != ProgrammeState.RUNNING:  # its last group had ended
            known.state = ProgrammeState.RUNNING
            known.save(update_fields=["state"])
        return known
    Challenge.objects.get_or_create(
        pk=draft.challenge_id,
        defaults={
            "organisation": organisation,
            "sentence": _("What brought us together, known to us alone"),
            "topic": Topic.OTHER,
            "created_at": now,
        },
    )
    draft.name = _("Just in time")
    draft.purpose = _("Groups that form by themselves when several people face the same thing.")
    draft.goal = _("Help among peers when it is needed")
    draft.state, draft.watched = ProgrammeState.RUNNING, organisation.roster_version
    draft.created_at = now
    draft.save(force_insert=True)
    return draft
