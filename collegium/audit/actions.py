"""Adding to the record. There is no other verb."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from collegium.audit.models import Chain, Entry
from collegium.audit.origins import present_origin
from collegium.audit.verbs import MEANINGS, Verb
from collegium.domain.audit import BEGINNING, Act, mark_of

WORD = re.compile(r"[\w.-]{0,40}", re.ASCII)
AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Deed:
    """One thing that was done, before it has its place in the record. Ids, never names."""

    verb: Verb
    by: UUID | None = None  # a person; None is the server itself
    subject: UUID | None = None  # of the kind that the verb is done to
    group: UUID | None = None
    detail: str = ""  # a word of our own lists, such as a role's name
    amount: int | None = None
    reason: str = ""  # of a break-glass alone


def note(
    verb: Verb,
    organisation: UUID,
    *,
    by: UUID | None = None,
    subject: UUID | None = None,
    group: UUID | None = None,
    detail: str = "",
    amount: int | None = None,
    reason: str = "",
    now: datetime | None = None,
) -> Entry:
    """Add what was done to the organisation's record, in the transaction of the act itself.

    Call it as the act's last step: until the commit, others who note something wait here.
    Raises ValueError where `detail` is no word, or where anything but a break-glass has a reason.
    """
    deed = Deed(verb, by, subject, group, detail, amount, reason)
    return note_all(organisation, [deed], now=now)[0]


@transaction.atomic
def note_once_a_day(
    verb: Verb, organisation: UUID, *, by: UUID, subject: UUID | None = None, detail: str = ""
) -> None:
    """The same for what is harmless to repeat, such as a download; not twice a day."""
    since = timezone.now().replace(hour=0, minute=0, second=0, microsecond=0)
    today = Entry.objects.filter(organisation=organisation, at__gte=since, verb=verb, actor=by)
    if not today.filter(subject=subject, detail=detail).exists():
        note(verb, organisation, by=by, subject=subject, detail=detail)


@transaction.atomic
def note_all(
    organisation: UUID, deeds: Iterable[Deed], *, now: datetime | None = None
) -> Sequence[Entry]:
    """Add several things that were done at once, in their order. See `note`."""
    deeds, at, origin = list(deeds), now or timezone.now(), present_origin()
    if not deeds:
        return []
    chain = _held(organisation)
    number, mark, entries = chain.number, bytes(chain.mark), []
    for deed in deeds:
        number += 1
        act = _act(deed, organisation, number, at, origin)
        mark = mark_of(act, before=mark)
        entries.append(stored(act, mark))
    Entry.objects.bulk_create(entries, batch_size=AT_ONCE)
    Chain.objects.filter(pk=organisation).update(number=number, mark=mark)
    return entries


def stored(act: Act, mark: bytes) -> Entry:
    """An entry as a row."""
    return Entry(**{one.name: getattr(act, one.name) for one in fields(act)}, mark=mark)


def _held(organisation: UUID) -> Chain:
    """The end of the chain, held until the commit, so that no two entries follow the same one."""
    Chain.objects.get_or_create(organisation=organisation, defaults={"mark": BEGINNING})
    return Chain.objects.select_for_update().get(organisation=organisation)


def _act(deed: Deed, organisation: UUID, number: int, at: datetime, origin: str) -> Act:
    if not WORD.fullmatch(deed.detail):
        raise ValueError("the detail of an entry is a word of ours, never text")
    if deed.reason and deed.verb is not Verb.BREAK_GLASS:
        raise ValueError("only a break-glass has a reason")
    return Act(
        organisation=organisation,
        number=number,
        at=at,
        verb=deed.verb,
        origin=origin,
        actor=deed.by,
        kind=MEANINGS[deed.verb].kind if deed.subject else "",
        subject=deed.subject,
        group=deed.group,
        detail=deed.detail,
        amount=deed.amount,
        reason=deed.reason,
    )
