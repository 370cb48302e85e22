"""The agreements that a member proposed."""

from django.db.models import Exists, OuterRef

from collegium.groups.models import Agreement, Signature
from collegium.groups.own_words import Wrote
from collegium.groups.rooms import Hand

AGREEMENT = "agreement"


def wrote_in_groups(hand: Hand) -> tuple[Wrote, ...]:
    """What a member proposed; what others signed stays (one query and the key)."""
    others = Signature.objects.filter(agreement=OuterRef("pk")).exclude(member=hand.member)
    rows = Agreement.objects.filter(group=hand.group, proposed_by=hand.member)
    return tuple(
        Wrote(
            AGREEMENT, row.pk, row.created_at, {"text": hand.read(row, "text")}, stays=row.is_signed
        )
        for row in rows.annotate(is_signed=Exists(others))
    )
