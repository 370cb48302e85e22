"""Pages of the people app."""

from collegium.people.views.importing import bring, changes, mapping
from collegium.people.views.me import me
from collegium.people.views.organisation import organisation
from collegium.people.views.person import factors_away, person, role, status
from collegium.people.views.rhythm import rhythm
from collegium.people.views.roster import roster

__all__ = [
    "bring",
    "changes",
    "factors_away",
    "mapping",
    "me",
    "organisation",
    "person",
    "rhythm",
    "role",
    "roster",
    "status",
]
