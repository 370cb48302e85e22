"""Reading the record, and finding out whether it is whole."""

from collections.abc import Iterator
from dataclasses import fields
from itertools import chain
from uuid import UUID

from django.db.models import QuerySet, Subquery
from django.db.models.functions import Coalesce

from collegium.audit.models import Chain, Entry
from collegium.domain.audit import BEGINNING, Act, Anchor, Link, Verdict, verify

AT_ONCE = 2_000


def organisations() -> tuple[UUID, ...]:
    """Whose records there are, whether of their ends or of their entries something is left."""
    ends = Chain.objects.values_list("organisation", flat=True)
    entries = Entry.objects.order_by().values_list("organisation", flat=True).distinct()
    return tuple(sorted({*ends, *entries}))


def head_of(organisation: UUID) -> Anchor:
    """The last entry as the record remembers it; number 0 where there is none."""
    row = Chain.objects.filter(pk=organisation).first()
    if row is None:
        return Anchor(organisation, 0, BEGINNING)
    return Anchor(organisation, row.number, bytes(row.mark))


def verified(organisation: UUID, *, kept: Anchor | None = None, since: bool = False) -> Verdict:
    """Whether the record of an organisation is whole, and passes an anchor kept elsewhere.

    Holds up nobody who adds to it meanwhile. See `domain.audit.verify`.
    """
    head = head_of(organisation)
    entries = Entry.objects.filter(organisation=organisation).order_by("number")
    known = entries.filter(number__lte=head.number)
    if kept and since:
        known = known.filter(number__gt=kept.number)
    ends = Chain.objects.filter(organisation=organisation).values("number")
    end = Coalesce(Subquery(ends), 0)  # in the same statement, so that nobody comes between
    beyond = entries.filter(number__gt=end)
    return verify(chain(_links(known), _links(beyond)), head=head, kept=kept, since=since)


def act_of(row: Entry) -> Act:
    """What a stored entry says."""
    return Act(**{one.name: getattr(row, one.name) for one in fields(Act)})


def _links(entries: QuerySet[Entry]) -> Iterator[Link]:
    for row in entries.iterator(chunk_size=AT_ONCE):
        yield Link(act_of(row), bytes(row.mark))
