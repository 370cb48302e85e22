"""What kind of data a column holds. Every column is declared; a test fails on one that isn't.

=========  ==========================================================================
class      meaning
=========  ==========================================================================
public     structure: identities, links, states, times; tells nothing of what was said
roster     who people are, as the organisation's own records have it
sealed     what members write inside a group; ciphertext under the group's own key
shared     what its author let out on purpose, with consent, or wrote for everybody
measure    a number a member gave; leaves only through the publication gate
=========  ==========================================================================
"""

from collections.abc import Mapping
from enum import StrEnum


class FieldClass(StrEnum):
    """The five kinds of column."""

    PUBLIC = "public"
    ROSTER = "roster"
    SEALED = "sealed"
    SHARED = "shared"
    MEASURE = "measure"


def classes(
    *, public: str = "", roster: str = "", sealed: str = "", shared: str = "", measure: str = ""
) -> Mapping[str, FieldClass]:
    """Declare the classes of a model's fields, each argument a list of names in one string."""
    declared = {
        FieldClass.PUBLIC: public,
        FieldClass.ROSTER: roster,
        FieldClass.SEALED: sealed,
        FieldClass.SHARED: shared,
        FieldClass.MEASURE: measure,
    }
    return {name: kind for kind, names in declared.items() for name in names.split()}
