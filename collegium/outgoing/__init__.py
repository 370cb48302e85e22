"""The one way out: every fetch of an address that somebody typed goes through here."""

from collegium.outgoing.addresses import (
    Reason,
    RefusedError,
    Target,
    is_this_machine,
    origin,
    target,
)
from collegium.outgoing.fetch import Answer, Limits, Ways, fetch

__all__ = [
    "Answer",
    "Limits",
    "Reason",
    "RefusedError",
    "Target",
    "Ways",
    "fetch",
    "is_this_machine",
    "origin",
    "target",
]
