"""The one way out: every fetch of an address that somebody typed goes through here."""

from collegium.outgoing.addresses import Reason, RefusedError, Target, origin, target
from collegium.outgoing.fetch import Answer, Limits, Ways, fetch

__all__ = [
    "Answer",
    "Limits",
    "Reason",
    "RefusedError",
    "Target",
    "Ways",
    "fetch",
    "origin",
    "target",
]
