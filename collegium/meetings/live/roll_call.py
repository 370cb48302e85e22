"""Who of those at the sessions' pages may be there, asked for all of them at once and often.

Nearly always everybody may. So the database is asked for those who may not, which costs
microseconds for each of them where a row for each would cost many times as much.
"""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Protocol
from uuid import UUID

from django.db.models.functions import Now

from collegium.groups.models import PUBLISHED, Member
from collegium.groups.queries.new_ways import open_places
from collegium.meetings.live.at_once import key_asked_for, not_in
from collegium.people.signing.models import SignIn

SEATED = open_places().filter(
    pk=key_asked_for(Member),
    left_at=None,
    person__is_active=True,
    group__state__in=PUBLISHED,
)
SIGNED_IN = SignIn.objects.filter(pk=key_asked_for(SignIn), expire_date__gt=Now())


class Connected(Protocol):
    """Somebody at the other end of a connection."""

    @property
    def member_id(self) -> UUID:
        """Their place in the group."""

    @property
    def member(self) -> str:
        """The id of it as a text."""

    @property
    def sign_in(self) -> str:
        """Under which their sign-in is stored."""


def not_seated(member_ids: Collection[str]) -> frozenset[UUID]:
    """Return those members who do not sit in their group now, or are not active (one query)."""
    keys = {one.replace("-", "") for one in member_ids}
    return frozenset(UUID(one) for one in not_in(SEATED, keys))


@dataclass(frozen=True, slots=True)
class Roll[Who: Connected]:
    """Who may not be there: `gone` are connected, `left` sit in their group no more."""

    gone: frozenset[Who]
    left: frozenset[UUID]


def call_roll[Who: Connected](connected: Collection[Who], also: Collection[str] = ()) -> Roll[Who]:
    """Ask who sits in their group no more or has signed out (two queries).

    `also` are members of whom nobody may be connected here.
    """
    left = not_seated({one.member for one in connected}.union(also))
    closed = frozenset(not_in(SIGNED_IN, [one.sign_in for one in connected]))
    if not left and not closed:
        return Roll(frozenset(), left)
    gone = (one for one in connected if one.member_id in left or one.sign_in in closed)
    return Roll(frozenset(gone), left)
