"""Which items may be used: open licences, and instruments whose owners forbid it."""

import re

OPEN = ("CC0-1.0", "CC-BY-4.0", "CC-BY-SA-4.0", "Apache-2.0", "MIT", "public domain")
PERMISSION = "permission"  # the organisation has asked the owner, and says whom

# Found by these words: none of them may be asked without leave.
OWNED = (
    ("UWES", r"\bUWES|Utrecht Work Engagement"),
    ("Gallup Q12", r"\bQ\s?12\b|\bGallup\b"),
    ("LTSI", r"\bG?LTSI\b|Learning Transfer Systems? Inventory"),
    ("Working Out Loud", r"\bWorking Out Loud\b"),
    ("Net Promoter Score", r"\bNet Promoter\b|\bNPS\b"),
)


def forbidden_in(text: str) -> str:
    """Return the name of an instrument that may not be used, where a text speaks of one."""
    return next((name for name, words in OWNED if re.search(words, text, re.IGNORECASE)), "")
