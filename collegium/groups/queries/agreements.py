"""What a group has promised itself, opened for its members."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from collegium.groups.models import Agreement
from collegium.groups.rooms import Room


@dataclass(frozen=True, slots=True, repr=False)
class AgreementView:
    """One promise, who made it and who stands by it."""

    id: UUID
    text: str
    proposed_by: str
    proposed_at: datetime
    signed_by: tuple[str, ...]
    mine: bool


def agreements_of(room: Room) -> tuple[AgreementView, ...]:
    """The group's agreements in the order they were proposed (two queries and the key)."""
    rows = (
        Agreement.objects.filter(group=room.group)
        .select_related("proposed_by__person")
        .prefetch_related("signatures__member__person")
    )
    return tuple(_opened(room, row) for row in rows)


def _opened(room: Room, row: Agreement) -> AgreementView:
    members = [signature.member for signature in row.signatures.all()]
    return AgreementView(
        id=row.pk,
        text=room.read(row, "text"),
        proposed_by=row.proposed_by.person.name if row.proposed_by else "",
        proposed_at=row.created_at,
        signed_by=tuple(sorted(member.person.name for member in members)),
        mine=any(member.pk == room.member.pk for member in members),
    )
