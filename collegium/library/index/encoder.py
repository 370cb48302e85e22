"""Which encoder searches go by."""

from django.conf import settings

from collegium.domain.matching.meaning import encoder_installed


def encoder_in_use() -> str:
    """Its name with its version; empty where there is none, or none is wanted."""
    return encoder_installed() if settings.SEARCH_BY_MEANING else ""
