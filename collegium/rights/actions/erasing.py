"""Erasing somebody: their words, their places, their row, and their name wherever it was kept.

What happens to a row follows from what its model says (`vault.whose`). What others build on stays,
as a former member's; published figures hold no persons and stand.
"""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db import transaction

from collegium.audit.actions import Deed, note_all
from collegium.audit.verbs import Verb
from collegium.domain.composition.forgetting import renamed, without_person
from collegium.groups.actions.own_words import forget_in_groups, leave_nobody
from collegium.groups.models import BoardChange, Composition
from collegium.groups.queries.hands import every_hand
from collegium.groups.rooms import Hand
from collegium.library.actions.memory import forget_place
from collegium.library.queries.memory.own_words import is_in_session
from collegium.meetings.actions.own_words import SessionRunsError
from collegium.people.actions.changed import roster_changed
from collegium.people.actions.nobody import nobody_in
from collegium.people.actions.roles import shut_one_out
from collegium.people.models import Person
from collegium.people.nobody import nobody_id
from collegium.rights.ties import links
from collegium.vault import keyring
from collegium.vault.models import Buried
from collegium.vault.tombstones import bury
from collegium.vault.whose import Tie


class IsActiveError(Exception):
    """Whoever was to be erased for being gone is on the roster."""


def erase(person: Person, *, by: Person | None, now: datetime) -> None:
    """Erase a person for good; nothing happens where they are gone already.

    Raises `LastAdministrator`, and `SessionRunsError` while a session of theirs runs.
    """
    _erase_one(person, by, now, only_absent=False)


def erase_absent(person: Person, *, by: Person | None, now: datetime) -> None:
    """Erase somebody who is off the roster.

    Raises `IsActiveError` where they have been let in again, `SessionRunsError` as above.
    """
    _erase_one(person, by, now, only_absent=True)


def erase_again(person: Person, *, now: datetime) -> None:
    """Erase somebody whom a backup has brought back: nobody is asked, nothing is noted."""
    with transaction.atomic():
        _erase(person, now)
    keyring.destroy(person.pk)


def _erase_one(person: Person, by: Person | None, now: datetime, *, only_absent: bool) -> None:
    if person.pk != nobody_id(person.organisation_id):
        _shut_out_and_erase(person, by, now, only_absent=only_absent)
        keyring.destroy(person.pk)


def _forget_in_runs(person: Person) -> None:
    """Take somebody out of the stored questions and answers of composing."""
    gone, nobody = str(person.pk), str(nobody_id(person.organisation_id))
    runs = Composition.objects.filter(programme__organisation=person.organisation_id)
    for key in list(runs.values_list("pk", flat=True)):
        run = Composition.objects.select_for_update(of=("self",)).get(pk=key)
        problem = renamed(without_person(run.problem, gone), gone, nobody)
        result = renamed(run.result, gone, nobody)
        if (problem, result) != (run.problem, run.result):
            run.problem, run.result = problem, result
            run.save(update_fields=["problem", "result"])
    changes = BoardChange.objects.filter(programme__organisation=person.organisation_id)
    for change in changes.iterator():
        steps = [step for step in change.steps if gone not in step]
        if steps != change.steps:
            BoardChange.objects.filter(pk=change.pk).update(steps=steps)


@transaction.atomic
def _shut_out_and_erase(
    person: Person, by: Person | None, now: datetime, *, only_absent: bool
) -> None:
    # no_key: whoever signs something meanwhile points at this row and waits for nothing
    held = Person.objects.select_for_update(of=("self",), no_key=True).filter(pk=person.pk).first()
    if held is None:
        return
    if held.is_active and only_absent:
        raise IsActiveError
    actor = by.pk if by else None
    verbs = [Verb.PERSON_ERASED]
    if held.is_active and shut_one_out(held):
        verbs.insert(0, Verb.PERSON_DEACTIVATED)
    _erase(held, now)
    deeds = [Deed(verb, by=actor, subject=held.pk) for verb in verbs]
    note_all(held.organisation_id, deeds, now=now)
    bury(Buried.PERSON, held.pk)  # right before the commit: see `burying`


def _erase(person: Person, now: datetime) -> None:
    nobody_in(person.organisation)
    hands = every_hand(person)
    if any(is_in_session(hand) for hand in hands):
        raise SessionRunsError
    open_groups = keyring.keys_of({hand.group.pk for hand in hands})
    for hand in hands:
        _forget(hand, is_open=hand.group.pk in open_groups, now=now)
    _delete_in_places({hand.member.pk for hand in hands})
    _forget_in_runs(person)
    key = person.pk
    person.delete()
    person.pk = key  # Django takes it away
    roster_changed(person.organisation_id)


def _forget(hand: Hand, *, is_open: bool, now: datetime) -> None:
    if is_open:
        forget_place(hand, now=now)
    else:  # its words are gone for everybody; the place is not
        forget_in_groups(hand)
        leave_nobody(hand, now=now)


def _delete_in_places(places: Collection[UUID]) -> None:
    """Delete what is theirs alone of what hangs on their places, which are nobody's now."""
    for link in links():
        if link.to_member and link.tie in {Tie.OWN, Tie.ABOUT}:
            link.model._default_manager.filter(**{f"{link.path}__in": places}).delete()
