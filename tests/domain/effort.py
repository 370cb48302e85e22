"""On how many examples a property is tried: a handful, or thousands where somebody asks for it."""

import os

THOROUGH = os.environ.get("HYPOTHESIS_PROFILE") == "thorough"
_MORE = 200


def examples(usual: int) -> int:
    """So many examples, two hundred times as many with `HYPOTHESIS_PROFILE=thorough`."""
    return usual * _MORE if THOROUGH else usual
