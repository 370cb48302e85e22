"""Who may open the addresses of mailing, whom which mail goes to, and what each chore may read.

Outside the demo its mailbox does not exist.
"""

from collections.abc import Mapping

from collegium.people.access import Table, Who, who
from collegium.vault.classes import FieldClass

ADDRESSES: Table = {
    "mailing:mailbox": who(Who.ANYONE),
    "mailing:mail": who(Who.ANYONE),
    "mailing:layout": who(Who.ANYONE),
    "mailing:attachment": who(Who.ANYONE),
    "mailing:receive": who(Who.ANYONE),  # whoever knows the secret
    "mailing:link": who(Who.HOLDER),
    "mailing:chat": who(Who.ADMINISTRATOR),
    "mailing:try_chat": who(Who.ADMINISTRATOR),
    "mailing:forget_chat": who(Who.ADMINISTRATOR),
    "mailing:facilitated": who(Who.FACILITATOR),
    "mailing:signals": who(Who.LEAD),
    "mailing:addresses": who(Who.LEAD, Who.ADMINISTRATOR),
    "mailing:again": who(Who.LEAD, Who.ADMINISTRATOR),
}

# What a reader has to be for a mail of a kind to be written; a kind without an entry is not sent.
# The letters ask for it at the moment of sending.
MAILS: Table = {
    "group-ready": who(Who.GROUP_MEMBER),
    "times": who(Who.GROUP_MEMBER),
    "invitation": who(Who.GROUP_MEMBER),
    "cancellation": who(Who.GROUP_MEMBER),
    "session": who(Who.GROUP_MEMBER),
    "session-left": who(Who.GROUP_MEMBER),
    "log": who(Who.GROUP_MEMBER),
    "check-in": who(Who.GROUP_MEMBER),
    "tip": who(Who.GROUP_MEMBER),
    "nudge": who(Who.GROUP_MEMBER),
    "digest": who(Who.GROUP_MEMBER),
    "buddies": who(Who.GROUP_MEMBER),
    "thread": who(Who.GROUP_MEMBER),
    "consent": who(Who.GROUP_MEMBER),
    "sponsor": who(Who.OWNER),  # the boss to whom a member lets it go
    "asked": who(Who.OWNER),  # whom the question went to
    "not-formed": who(Who.OWNER),  # who raised it
    "unclear": who(Who.OWNER),  # whose reply it was
    "watch": who(Who.LEAD),
    "farewell": who(Who.OWNER),  # who wrote in the group
    "opened": who(Who.OWNER),  # who sits in the group or has sat in it
}

_OPEN = frozenset({FieldClass.PUBLIC})
_ROSTER = _OPEN | {FieldClass.ROSTER}
_SHARED = _OPEN | {FieldClass.SHARED}
_SEALED = _ROSTER | {FieldClass.SEALED}

# Which classes of fields a chore of the worker reads; one without an entry does not run. Only
# those that may read sealed fields open a key.
CHORES: Mapping[str, frozenset[FieldClass]] = {
    "roster": _ROSTER | {FieldClass.SHARED},
    "abandoned": _SEALED,  # ends a session as its host would
    "dates": _SEALED,  # when members' own calendars say that they are busy
    "pool": _SEALED,  # what somebody raised, and who said yes
    "buddies": _OPEN,
    "addresses": _ROSTER,
    "index": _SHARED,
    "meanings": _SHARED,
    "memories": _SEALED,  # compares what a group said, inside that group
    "uploads": _ROSTER,
    "sign-ins": _OPEN,
    "farewells": _SEALED,  # seals published stories anew when a group's key goes
    "absent": _SEALED,  # takes back what somebody wrote who is erased
    "old": _OPEN,
    "figures": _ROSTER | {FieldClass.MEASURE, FieldClass.SHARED},
    "offers": _SHARED,
    "news": _OPEN,
    "practice": _OPEN,
    "sessions": _OPEN,
    "rare": _OPEN,
}
