"""Who stands in the place of those who were forgotten: one person of nobody, per organisation.

Not on the roster, never active, without an address that mail could reach.
"""

from uuid import UUID, uuid5

DOMAIN = "forgotten.invalid"


def nobody_id(organisation_id: UUID) -> UUID:
    """The identity of the one who stands for all former members, whether there is one or not."""
    return uuid5(organisation_id, "a former member")
