"""Words that are safe where only one line fits."""

import unicodedata


def one_line(text: str) -> str:
    """A text without line breaks, control or invisible formatting characters, for a header."""
    seen = "".join(char for char in text if unicodedata.category(char) != "Cf")
    return " ".join("".join(_printed(char) for char in seen).split())


def _printed(char: str) -> str:
    return " " if unicodedata.category(char) in {"Cc", "Zl", "Zp"} else char
