"""What leaves this machine is encrypted, unless the operator says that it must not be."""

from typing import Any

from django.conf import settings
from django.core import checks

from collegium.outgoing import is_this_machine

CHECKED = {"verify-ca", "verify-full"}
PLAIN_MAIL = checks.Warning(
    "Mail leaves this machine unencrypted, codes to sign in with included.",
    hint="Take COLLEGIUM_SMTP_TLS=0 away, or say why your network may read it.",
    id="collegium.W001",
)


def mail_encryption(host: str, said: str) -> dict[str, bool]:
    """Django's options for a mail server; raises `ValueError` for a word it does not know."""
    match said:
        case "":
            return {"use_tls": not is_this_machine(host)}
        case "0" | "1":
            return {"use_tls": said == "1"}
        case "at-once":
            return {"use_ssl": True}
    raise ValueError("COLLEGIUM_SMTP_TLS is 1 for STARTTLS, at-once, 0, or not set")


@checks.register(checks.Tags.security, deploy=True)
def mail_is_encrypted(**_options: Any) -> list[checks.CheckMessage]:
    """Warn of mail that everybody on the way could read."""
    way = settings.SMTP
    plain = not (way.get("use_tls") or way.get("use_ssl"))
    return [PLAIN_MAIL] if plain and not is_this_machine(str(way["host"])) else []


@checks.register(checks.Tags.security, deploy=True)
def databases_are_known(**_options: Any) -> list[checks.CheckMessage]:
    """Warn of a database elsewhere whose certificate nobody checks."""
    return [
        checks.Warning(
            f"Nobody checks that the {name} database is yours.",
            hint="End its URL with ?sslmode=verify-full&sslrootcert=… (see the PostgreSQL manual).",
            id="collegium.W002",
        )
        for name, one in settings.DATABASES.items()
        if one["ENGINE"].endswith("postgresql")
        and not is_this_machine(one["HOST"])
        and one["OPTIONS"].get("sslmode") not in CHECKED
    ]
