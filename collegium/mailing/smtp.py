"""The way to the mail server."""

import re
from typing import override

from django.core.mail.backends.smtp import EmailBackend

PLAIN = re.compile(r"(?:[^<>]*<)?([A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9.-]+)>?")


class Backend(EmailBackend):
    """Django's, which need not parse an address anew that is plain to see."""

    @override
    def prep_address(self, address: str, force_ascii: bool = True) -> str:
        """The bare address; raises `ValueError` for one that is none, or hides a line."""
        found = PLAIN.fullmatch(address) if address.isprintable() else None
        return found[1] if found else str(super().prep_address(address, force_ascii))
