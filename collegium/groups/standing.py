"""The one programme of an organisation in which groups form just in time, and what it is about.

Both have identities that follow from the organisation's, so that two workers make one of each.
"""

from uuid import UUID, uuid5


def standing_programme_id(organisation_id: UUID) -> UUID:
    """The identity of the programme, whether it exists yet or not."""
    return uuid5(organisation_id, "just in time: programme")


def standing_challenge_id(organisation_id: UUID) -> UUID:
    """The identity of the challenge that stands for all that are the groups' own."""
    return uuid5(organisation_id, "just in time: challenge")
