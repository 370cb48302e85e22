"""What a provider says, once it is believed; and why it is not."""

from dataclasses import dataclass
from enum import StrEnum

CLOCKS_APART = 60  # seconds, the provider's and ours


class Doubt(StrEnum):
    """Why nobody is signed on. It names nobody."""

    NOT_OURS = "not ours"  # nobody here began it, or another browser did
    TOO_LATE = "too late"
    UNREACHABLE = "unreachable"
    REFUSED = "refused"  # the provider itself said no
    NOT_BELIEVED = "not believed"  # signature, issuer, audience, nonce or time
    USED = "used"  # came before
    UNVERIFIED = "unverified"  # the provider does not vouch for the address
    UNKNOWN = "unknown"  # nobody on the organisation's roster
    NOT_ASKED = "not asked anew"  # the provider remembered its visitor, which was not enough
    OTHER = "other"  # the person is linked to another subject of this provider
    NOT_INSTALLED = "not installed"


class DoubtError(Exception):
    """Nobody is signed on; `doubt` says why, and nothing of what the provider sent."""

    def __init__(self, doubt: Doubt, detail: str = "") -> None:
        super().__init__(doubt)
        self.doubt = doubt
        self.detail = detail  # a word of a library's list, for administrators who test


@dataclass(frozen=True, slots=True)
class Meant:
    """Whom a provider means."""

    issuer: str
    subject: str
    email: str  # empty where it says none
    is_verified: bool | None  # None where it does not say
    asked_at: float | None = None  # when the provider last asked who they are; None: not said

    @property
    def lasts(self) -> bool:
        """Whether the subject is one person's for good: an address goes to whoever comes next."""
        return "@" not in self.subject
