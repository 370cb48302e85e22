"""A mail arrives: by pipe, by web or from a mailbox, and is taken in the same way."""

import logging
from enum import Enum, auto

from django.db import DatabaseError
from django.utils import timezone

from collegium.mailing.actions.receive import Fate, receive
from collegium.vault.troubles import named

logger = logging.getLogger(__name__)


class Arrival(Enum):
    """What whoever brings a mail does next."""

    DONE = auto()  # its words are kept or told to be unclear; the mail can go
    NOT_OURS = auto()  # nothing to do with it
    LATER = auto()  # bring it again
    BROKEN = auto()  # we failed on it; bring it again when somebody has looked


def take_in(raw: bytes, *, recipient: str = "") -> Arrival:
    """Take in a mail. Nothing of it enters the log, whatever happens."""
    try:
        fate = receive(raw, now=timezone.now(), recipient=recipient)
    except DatabaseError as error:
        logger.warning("a mail came in, database: %s", named(error))
        return Arrival.LATER
    except Exception as error:  # noqa: BLE001 - one odd mail must not hold up all others
        logger.error("a mail came in: %s", type(error).__name__)  # noqa: TRY400 - its words may be content
        return Arrival.BROKEN
    logger.info("a mail came in: %s", fate)
    return Arrival.NOT_OURS if fate is Fate.IGNORED else Arrival.DONE
