"""Working out what sentences mean, in the worker, ahead of whoever looks for themes."""

from base64 import b64encode
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from collegium.domain.matching import meanings
from collegium.domain.playbook.taking_back import GONE
from collegium.groups.models import PUBLISHED
from collegium.library.index.encoder import encoder_in_use
from collegium.library.models import Sense
from collegium.library.queries.memory.sentences import KINDS, sentences
from collegium.meetings.models import Outcome, Session, SessionState
from collegium.vault import keyring
from collegium.vault.fields import read
from collegium.vault.sealing import Key

BATCH = 2  # sessions in one pass, about a second
LOOKED_AT = 50


def tend_senses(now: datetime) -> int:  # noqa: ARG001 - every chore is told the time
    """Work out what was said in some sessions that are over (one query where there are none).

    Nothing without the extra. Words are opened, turned into vectors and let go; the vectors are
    sealed with the key of the same group. Groups whose key is gone are left out.
    """
    encoder = encoder_in_use()
    if not encoder:
        return 0
    known = Sense.objects.filter(encoder=encoder).values("session")
    held = Session.objects.filter(state=SessionState.ENDED, group__state__in=PUBLISHED)
    waiting = list(held.exclude(pk__in=known).order_by("-ended_at")[:LOOKED_AT])
    keys = keyring.keys_of({one.group_id for one in waiting}) if waiting else {}
    readable = [one for one in waiting if one.group_id in keys][:BATCH]
    return sum(_make(one.pk, keys[one.group_id], encoder) for one in readable)


def forget_senses(group_id: UUID, outcome_id: UUID | None = None) -> None:
    """Delete what a group's sentences mean, of all sessions or of the one an outcome is from."""
    rows = Sense.objects.filter(group=group_id)
    (rows.filter(session__outcomes=outcome_id) if outcome_id else rows).delete()


def _make(session_id: UUID, key: Key, encoder: str) -> bool:
    try:
        with transaction.atomic():
            session = Session.objects.select_for_update(of=("self",)).get(pk=session_id)
            said = _said(session, key)
            found = zip(said, meanings(list(said.values())), strict=True)
            Sense.objects.filter(session=session).delete()
            Sense(
                group_id=session.group_id,
                session=session,
                encoder=encoder,
                vectors={key: b64encode(vector).decode() for key, vector in found},
            ).save(force_insert=True)
    except IntegrityError:  # another worker was faster
        return False
    return True


def _said(session: Session, key: Key) -> dict[str, str]:
    rows = Outcome.objects.filter(session=session, kind__in=KINDS).order_by("position")
    return {
        identity: text
        for row in rows
        for identity, text in sentences(row.pk, row.kind, read(row, "body", key=key))
        if text != GONE
    }
