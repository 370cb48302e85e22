"""A record of acts in which nothing can be changed, taken out or put in without being noticed.

Each entry's mark is made of the entry and of the mark before it. Whoever keeps one mark elsewhere
(an anchor) notices any change of what stood before it, and that the end was cut off.
"""

from collegium.domain.audit.chain import (
    Anchor,
    Broken,
    Fault,
    Link,
    Sound,
    Verdict,
    anchor_in,
    verify,
)
from collegium.domain.audit.marks import BEGINNING, Act, canonical, mark_of

__all__ = [
    "BEGINNING",
    "Act",
    "Anchor",
    "Broken",
    "Fault",
    "Link",
    "Sound",
    "Verdict",
    "anchor_in",
    "canonical",
    "mark_of",
    "verify",
]
