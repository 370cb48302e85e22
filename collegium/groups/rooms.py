"""The room: the proof that a person sits in a group, and the only way to its words."""

from dataclasses import dataclass
from typing import Any

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
