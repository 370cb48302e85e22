"""Words that are safe where only one line fits."""

import unicodedata


def one_line(text: str) -> str:
    """A text without line breaks, control or invisible formatting characters, for a header."""
    kept = ("" if unicodedata.category(char) == "Cf" else char for char in text)
    plain = (" " if unicodedata.category(char) in {"Cc", "Zl", "Zp"} else char for char in kept)
    return " ".join("".join(plain).split())
