"""Taking back what one proposed, and leaving a place that is nobody's any more."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from collegium.groups.actions.leaving import end_membership
from collegium.groups.models import Agreement, Group, Member, Signature
from collegium.groups.own_words import NotYoursError
from collegium.groups.rooms import Hand
from collegium.people.actions.nobody import nobody_in


@transaction.atomic
def take_back_agreement(hand: Hand, agreement_id: UUID) -> None:
    """Delete an agreement that nobody else has signed; nothing happens where it is gone.

    Raises NotYoursError for somebody else's, or one that others stand by.
    """
    _nobody_signs(hand)
    agreement = Agreement.objects.filter(group=hand.group, pk=agreement_id).first()
    if agreement is None:
        return
    others = agreement.signatures.exclude(member=hand.member)
    if agreement.proposed_by_id != hand.member.pk or others.exists():
        raise NotYoursError
    agreement.delete()


@transaction.atomic
def forget_in_groups(hand: Hand) -> None:
    """Delete what the member alone stands by; take their name off the rest."""
    _nobody_signs(hand)
    signed = Signature.objects.filter(agreement__group=hand.group).exclude(member=hand.member)
    mine = Agreement.objects.filter(group=hand.group, proposed_by=hand.member)
    mine.exclude(pk__in=signed.values("agreement")).delete()
    mine.update(proposed_by=None)
    Signature.objects.filter(agreement__group=hand.group, member=hand.member).delete()


def _nobody_signs(hand: Hand) -> None:
    """Wait for whoever signs: an agreement that others stand by is not deleted."""
    Group.objects.select_for_update(of=("self",), no_key=True).get(pk=hand.group.pk)


@transaction.atomic
def leave_nobody(hand: Hand, *, now: datetime) -> None:
    """End a place and let it be nobody's: whoever had it is a former member from now on."""
    Group.objects.select_for_update(of=("self",), no_key=True).get(pk=hand.group.pk)
    place = Member.objects.select_for_update(of=("self",), no_key=True).get(pk=hand.member.pk)
    if place.forgotten_at is not None:
        return
    end_membership(place, now=now)
    place.person = nobody_in(hand.group.organisation)
    place.forgotten_at = now
    place.save(update_fields=["person", "forgotten_at"])
