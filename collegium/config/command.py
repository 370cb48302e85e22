"""The command line: `collegium serve`, `demo`, `compose`, `playbook` …, and Django's verbs."""

import os
import secrets
import sys
from contextlib import nullcontext
from pathlib import Path

# Verbs that need no site: no settings, no data folder, no database.
WITHOUT_SITE = ("compose", "playbook")
WITH_DASH = (["receive-mail"], ["break-glass"])
RUNNING = (["serve"], ["work"], ["demo"])  # nobody may restore under them
ON_HALF = (["restore"], ["help"], ["--help"], ["--version"])  # may run after a broken-off restore
TRY_LATER = os.EX_TEMPFAIL  # what mail servers want to hear


def main() -> None:
    """Hand over to the command, for most of them with a data folder prepared."""
    if sys.argv[1:2] == ["compose"]:
        from collegium.groups.command.compose import main as compose  # noqa: PLC0415 - no site

        sys.exit(compose(sys.argv[2:]))
    if sys.argv[1:2] == ["playbook"]:
        from collegium.meetings.command.playbook import main as check  # noqa: PLC0415 - no site

        sys.exit(check(sys.argv[2:]))
    manage()


def manage() -> None:
    """Prepare the data folder and let Django run the command."""
    from django.core.management import (  # noqa: PLC0415 - compose starts without it
        execute_from_command_line,
    )

    from collegium.config.backups.in_use import in_use  # noqa: PLC0415 - compose starts without it

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "collegium.config.settings")
    if sys.argv[1:2] in WITH_DASH:
        sys.argv[1] = sys.argv[1].replace("-", "_")  # Django names verbs as modules
    if sys.argv[1:2] == ["demo"]:
        be_a_demo()
    if "--port" in sys.argv[2:-1]:
        port = sys.argv[sys.argv.index("--port") + 1]
        os.environ.setdefault("COLLEGIUM_ADDRESS", f"http://localhost:{port}")
    data = Path(os.environ.get("COLLEGIUM_DATA", "data"))
    prepare(data)
    refuse_half(data)
    try:
        with in_use(data) if sys.argv[1:2] in RUNNING else nullcontext():
            execute_from_command_line(sys.argv)
    finally:
        close_pools()


def refuse_half(data: Path) -> None:
    """End where a restore broke off between the databases: what was read or written now is lost."""
    from collegium.config.backups.in_use import ERASED  # noqa: PLC0415 - compose starts without it

    if sys.argv[1:2] in ON_HALF or not (data / ERASED).exists():
        return
    import django  # noqa: PLC0415 - compose starts without it

    django.setup()
    from collegium.config.backups import restoring  # noqa: PLC0415 - after Django is set up
    from collegium.config.backups.manifest import BackupError  # noqa: PLC0415 - the same

    try:
        restoring.refuse_half(data)
    except BackupError as error:
        sys.stderr.write(f"{error}\n")
        sys.exit(TRY_LATER if sys.argv[1:2] == ["receive_mail"] else 1)


def close_pools() -> None:
    """A pool that nobody closes holds up the end of the process by many seconds."""
    from django.db import connections  # noqa: PLC0415 - compose starts without it

    for connection in connections.all(initialized_only=True):
        if connection.vendor == "postgresql":
            connection.close()
            connection.close_pool()  # type: ignore[attr-defined]  # not in the stubs


def be_a_demo() -> None:
    """Keep to data of its own: one-click sign-ins must never meet a real database."""
    os.environ["COLLEGIUM_DEMO"] = "1"
    os.environ.setdefault("COLLEGIUM_DATA", "data/demo")
    for name in ("DATABASE_URL", "VAULT_DATABASE_URL"):
        os.environ.pop(name, None)


def prepare(data: Path) -> None:
    """Make the data folder and, unless the environment has one, the key that signs cookies."""
    os.umask(0o077)  # a folder that was there before may be open to others
    data.mkdir(mode=0o700, parents=True, exist_ok=True)
    (data / "static").mkdir(exist_ok=True)
    key = data / "secret.key"
    if not os.environ.get("COLLEGIUM_SECRET_KEY") and not key.exists():
        handle = os.open(key, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w") as file:
            file.write(secrets.token_urlsafe(50) + "\n")
