"""Who may open what. Each app lists its addresses in its own `access.py`; nothing opens without.

The table says which *relation* to the organisation or to the group in the address opens a page.
Which rows a page then shows is decided by the queries, which start from the person or the room:
they also know whose own a thing is and whether a secret is right, and answer 404 where not.
"""

from collections.abc import Mapping
from enum import StrEnum

from collegium.people.models import Person, RoleName


class Who(StrEnum):
    """A relation that opens an address."""

    ANYONE = "anyone"
    PERSON = "person"  # signed in and active
    KNOWN = "known"  # the same, by a way that is surely theirs: others may have made a new one
    FACILITATOR = "facilitator"
    LEAD = "lead"
    ADMINISTRATOR = "administrator"
    GROUP_MEMBER = "group member"  # of the group named by `group_id` in the address
    AUTHOR = "author"  # a member of that group whose own the thing in the address is
    OWNER = "owner"  # signed in and active, and the thing in the address is their own
    HOLDER = "holder"  # of the secret in the address, signed in or not


type Table = Mapping[str, frozenset[Who]]

ROLE_OF = {
    RoleName.FACILITATOR: Who.FACILITATOR,
    RoleName.LEAD: Who.LEAD,
    RoleName.ADMINISTRATOR: Who.ADMINISTRATOR,
}


def who(*relations: Who) -> frozenset[Who]:
    """The relations that open an address, any one of them."""
    return frozenset(relations)


def relations_of(person: Person) -> frozenset[Who]:
    """A person's relations to their organisation (one query)."""
    held = person.roles.values_list("name", flat=True)
    return frozenset({Who.PERSON, *(ROLE_OF[RoleName(name)] for name in held)})


# What colleagues are shown of each other's row on the roster, and no more is read for them.
COLLEAGUES = ("name", "email", "department")

ROSTER = who(Who.LEAD, Who.ADMINISTRATOR)
CHANGES_SIGN_IN = ROSTER  # by an address on the roster, or as whom a provider means

ADDRESSES: Table = {
    "people:me": who(Who.PERSON),
    "people:rhythm": who(Who.PERSON),
    "people:signing_in": who(Who.PERSON),
    "people:change_factors": who(Who.KNOWN),
    "people:sign_in_anew": who(Who.PERSON),
    "people:new_way": who(Who.HOLDER),
    "people:ask_again": who(Who.PERSON),
    "people:answer_way": who(Who.PERSON),
    "people:organisation": who(Who.ADMINISTRATOR),
    "people:sign_on": who(Who.ADMINISTRATOR),
    "people:roster": ROSTER,
    "people:import": ROSTER,
    "people:mapping": ROSTER,
    "people:changes": ROSTER,
    "people:person": who(Who.ADMINISTRATOR),
    "people:role": who(Who.ADMINISTRATOR),
    "people:status": who(Who.ADMINISTRATOR),
    "people:factors": who(Who.ADMINISTRATOR),
}
