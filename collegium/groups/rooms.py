"""The room: the proof that a person sits in a group, and the only way to its words.

Beside it the hand: the proof that somebody wrote in a group, which opens their own words alone and
outlasts their place in it.
"""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from collegium.groups.models import Group, GroupRow, Member
from collegium.people.models import Person
from collegium.vault import keyring
from collegium.vault.fields import read
from collegium.vault.sealing import VaultError


@dataclass(frozen=True, slots=True)
class Room:
    """A group as one of its members enters it. Made by `queries.enter` and nowhere else."""

    group: Group
    member: Member

    @property
    def person(self) -> Person:
        """Who entered."""
        return self.member.person

    def read(self, row: GroupRow, name: str) -> Any:
        """Open a sealed field of one of this group's rows; another group's row does not open."""
        if row.group_id != self.group.id:
            raise VaultError("This text does not belong to this group.")
        return read(row, name, key=keyring.key_of(self.group.id))


AUTHORS = ("member_id", "author_id", "proposed_by_id")


@dataclass(frozen=True, slots=True)
class Hand:
    """What somebody wrote in a group, now or before they left. Made by `queries.hands`."""

    group: Group
    member: Member

    @property
    def person(self) -> Person:
        """Whose hand it is."""
        return self.member.person

    def read(self, row: GroupRow, name: str, *, together: Collection[UUID] = ()) -> Any:
        """Open a sealed field of a row that they wrote, alone or `together` with these members.

        Raises `VaultError` for what others wrote.
        """
        authors = {getattr(row, one, None) for one in AUTHORS} | set(together)
        if row.group_id != self.group.pk or self.member.pk not in authors:
            raise VaultError("This text is not by this member.")
        return read(row, name, key=keyring.key_of(self.group.pk))
