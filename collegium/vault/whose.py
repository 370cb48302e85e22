"""Whose a row is: by which of its links it is about a person, and what becomes of it with them.

=======  =======================================================================================
tie      meaning
=======  =======================================================================================
own      theirs, the words too: they get it with all the rest, and it goes when they are erased
place    theirs, but others stand on it: they get it; its words go, and a former member stays
about    what others or the system note of them: they get it, and it goes with them
did      something they did for everybody: they get that and when; the link is emptied
named    somebody else's row that names them: it is the other's to get; the name goes
copy     made out of what is theirs, only to be found: goes with it
=======  =======================================================================================

A link is a way to a person or to their place in a group, such as ``member`` or ``pulse__member``.
A model that has such a link, or hangs off one that is somebody's, says so; a test asks.
"""

from collections.abc import Mapping
from enum import StrEnum


class Tie(StrEnum):
    """What a row is to the person at the end of a link."""

    OWN = "own"
    PLACE = "place"
    ABOUT = "about"
    DID = "did"
    NAMED = "named"
    COPY = "copy"


def tied(
    *,
    own: str = "",
    place: str = "",
    about: str = "",
    did: str = "",
    named: str = "",
    copy: str = "",
) -> Mapping[str, Tie]:
    """Declare the links of a model to persons, each argument a list of links in one string."""
    declared = {
        Tie.OWN: own,
        Tie.PLACE: place,
        Tie.ABOUT: about,
        Tie.DID: did,
        Tie.NAMED: named,
        Tie.COPY: copy,
    }
    return {link: tie for tie, links in declared.items() for link in links.split()}
