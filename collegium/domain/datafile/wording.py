"""What a data file says, in several languages."""

from collections.abc import Mapping
from dataclasses import dataclass

FALLBACK_LANGUAGE = "en"


@dataclass(frozen=True, slots=True)
class Wording:
    """One text in several languages."""

    by_language: Mapping[str, str]

    def in_language(self, code: str) -> str:
        """Return the text for `code` ("de-at" falls back to "de"), else the English one."""
        texts = self.by_language
        for candidate in (code, code.split("-", maxsplit=1)[0], FALLBACK_LANGUAGE):
            if candidate in texts:
                return texts[candidate]
        return next(iter(texts.values()), "")
