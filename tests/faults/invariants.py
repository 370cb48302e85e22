"""What must be true of both databases whatever broke, and when."""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import cast
from uuid import UUID

from django.apps import apps
from django.conf import settings
from django.db import connections
from django.db.models import Count

from collegium.audit.models import Entry
from collegium.audit.verbs import Verb
from collegium.config.backups.making import DATED
from collegium.config.backups.manifest import ALIASES, TITLES, BackupError, read
from collegium.domain.playbook.kinds import SCORE, VOTE
from collegium.groups.models import PUBLISHED, Group, GroupState, Member, ProgrammeState
from collegium.insights.models import Edition
from collegium.mailing.models import Mail, MailState
from collegium.meetings.models import Answer, Session, SessionState
from collegium.people.models import Person, RosterUpload
from collegium.vault import fields, keyring
from collegium.vault.models import Buried, Destroyed, Tombstone, WrappedKey
from collegium.vault.rows import Row
from collegium.vault.sealing import VaultError
from tests.architecture.canaries import sealed_fields

type Written = tuple[str, str, str, object]  # model, identity, sealed field if any, its value


def broken(acknowledged: Sequence[Written] = ()) -> list[str]:
    """Say what is not as it must be; empty where all is well.

    `acknowledged` is what somebody was told is stored.
    """
    keyring.forget()
    files = [*_unsound()]  # nothing else can be asked of a database that is none
    return files or [
        *_lost(acknowledged),
        *_closed(),
        *_back_from_the_dead(),
        *_half_erased(),
        *_half_published(),
        *_gaps(),
        *_voted_twice(),
        *_mailed_wrongly(),
        *_half_applied(),
        *_half_backed_up(),
    ]


def _unsound() -> Iterator[str]:
    for alias in ALIASES:
        if connections[alias].vendor != "sqlite":
            continue
        with connections[alias].cursor() as cursor:
            cursor.execute("PRAGMA integrity_check")
            yield from (f"{alias}: {row[0]}" for row in cursor.fetchall() if row != ("ok",))
            cursor.execute("PRAGMA foreign_key_check")
            yield from (f"{alias}: {row} hangs in the air" for row in cursor.fetchall())


def _lost(acknowledged: Sequence[Written]) -> Iterator[str]:
    by_model: dict[str, list[Written]] = {}
    for one in acknowledged:
        by_model.setdefault(one[0], []).append(one)
    for label, writings in by_model.items():
        rows = {
            str(row.pk): row
            for row in apps.get_model(label)._default_manager.filter(
                pk__in=[pk for _, pk, _, _ in writings]
            )
        }
        for _, pk, name, text in writings:
            row = rows.get(pk)
            if row is None:
                yield f"{label} {pk} was acknowledged and is lost"
            elif name and fields.read(row, name, key=keyring.key_of(row.vault_scope)) != text:
                yield f"{label} {pk} is not what was acknowledged"


def _closed() -> Iterator[str]:
    """Sealed texts that do not open, but those that were erased."""
    erased = set(Destroyed.objects.values_list("scope", flat=True))
    for model in filter(sealed_fields, apps.get_models()):
        for row in cast("Iterator[Row]", model._default_manager.iterator()):
            if row.vault_scope in erased:
                continue
            for field in sealed_fields(model):
                try:
                    fields.read(row, field.name, key=keyring.key_of(row.vault_scope))
                except VaultError as error:
                    yield f"{model.__name__}.{field.name} of {row.pk}: {error}"


def _back_from_the_dead() -> Iterator[str]:
    gone = dict(Destroyed.objects.values_list("scope", "at"))
    for key in WrappedKey.objects.filter(scope__in=gone):
        if key.created_at <= gone[key.scope]:
            yield f"the key of {key.scope} was erased and is there"


def _half_erased() -> Iterator[str]:
    """Whoever is noted as erased is gone, and whose place was forgotten sits nowhere."""
    for gone in _erased():
        if gone and Person.objects.filter(pk=gone).exists():
            yield f"{gone} was erased and is there"
    for place in Member.objects.exclude(forgotten_at=None).exclude(left_at__isnull=False):
        yield f"{place} was forgotten and sits in the group"


def _erased() -> Iterator[UUID | None]:
    yield from Entry.objects.filter(verb=Verb.PERSON_ERASED).values_list("subject", flat=True)


def undead() -> list[str]:
    """Who has a tombstone and lives, or went without one.

    True of everybody only once what was broken off has been done again: the two databases commit
    one after the other, and half a restore keeps the list of the gone beside them.
    """
    stones = set(Tombstone.objects.filter(kind=Buried.PERSON).values_list("subject", flat=True))
    found = [f"{gone} was erased and has no tombstone" for gone in _erased() if gone not in stones]
    for stone in Tombstone.objects.all():
        rows = LIVING.get(Buried(stone.kind))
        if rows and rows.filter(pk=stone.subject).exists():
            found.append(f"{stone.kind} {stone.subject} has a tombstone and lives")
    return found


LIVING = {
    Buried.PERSON: Person.objects.all(),
    Buried.PLACE: Member.objects.filter(forgotten_at=None),
}


def _half_published() -> Iterator[str]:
    keys = set(WrappedKey.objects.values_list("scope", flat=True))
    keys |= set(Destroyed.objects.values_list("scope", flat=True))
    groups = Group.objects.select_related("programme").annotate(rounds=Count("cycles"))
    for group in groups:
        is_out = group.state in PUBLISHED
        if is_out and group.pk not in keys:
            yield f"{group} meets and has no key"
        if is_out != bool(group.rounds):
            yield f"{group} is {group.state} and has {group.rounds} cycles"
        if group.state == GroupState.DRAFT and group.programme.state != ProgrammeState.DRAFT:
            yield f"{group} was left behind when {group.programme} was published"
    for edition in Edition.objects.annotate(figures=Count("cells"), heads=Count("counted")):
        if not (edition.figures and edition.heads):
            yield f"{edition} is half an edition"


def _gaps() -> Iterator[str]:
    """The session log without gap, and as long as its session says."""
    for session in Session.objects.prefetch_related("events"):
        numbers = sorted(event.sequence for event in session.events.all())
        if session.opened_at and numbers != list(range(1, session.last_sequence + 1)):
            yield f"{session}: {numbers} up to {session.last_sequence}"


def _voted_twice() -> Iterator[str]:
    for session in Session.objects.filter(state=SessionState.LIVE):
        counted = Counter(_ballots(session)).items()
        yield from (f"{session}: {one} counts {times} times" for one, times in counted if times > 1)
    answers = Counter(Answer.objects.values_list("slot", "member")).items()
    yield from (f"{one}: {times} answers" for one, times in answers if times > 1)


def _ballots(session: Session) -> Iterator[tuple[str, str, str]]:
    from collegium.groups.queries import enter
    from collegium.meetings.live import memory
    from collegium.meetings.queries.live import state_of

    memory.forget()
    member = Member.objects.filter(
        group=session.group_id, left_at=None, person__is_active=True
    ).first()
    if member is None or Destroyed.objects.filter(scope=session.group_id).exists():
        return
    for one in state_of(enter(member.person, session.group_id), session).contributions:
        if one.slot in {VOTE.name, SCORE.name}:
            yield one.slot, one.author, one.about


def _mailed_wrongly() -> Iterator[str]:
    """Each mail is one row; none was sent about a group after its reader had left it."""
    left = {
        (one.person_id, one.group_id): one.left_at for one in Member.objects.exclude(left_at=None)
    }
    places = {one.pk: one.group_id for one in Session.objects.all()}
    for mail in Mail.objects.filter(state=MailState.SENT):
        gone_at = left.get((mail.person_id, places.get(mail.about, mail.about)))
        if gone_at and mail.settled_at and mail.settled_at > gone_at:
            yield f"{mail} went to somebody who had left"
    names = Counter(Mail.objects.values_list("message_id", flat=True))
    yield from (f"{name} is {times} mails" for name, times in names.items() if times > 1)


def _half_applied() -> Iterator[str]:
    for upload in RosterUpload.objects.all():
        if bool(upload.applied_at) == bool(upload.content):
            yield f"a roster file was applied at {upload.applied_at} and is not as it should be"


def _half_backed_up() -> Iterator[str]:
    for alias in ALIASES:
        for folder in settings.DATA.glob(f"backups/{TITLES[alias]}/{DATED}"):
            try:
                read(folder, alias=alias)
            except BackupError as error:
                yield str(error)
