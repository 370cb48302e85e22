"""The command line: `collegium serve`, `demo`, `found`, `work`, and Django's own verbs."""

import os
import secrets
import sys
from pathlib import Path

from django.core.management import execute_from_command_line


def main() -> None:
    """Prepare the data folder and hand over to the command."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "collegium.config.settings")
    if sys.argv[1:2] == ["demo"]:
        os.environ["COLLEGIUM_DEMO"] = "1"
        os.environ.setdefault("COLLEGIUM_DATA", "data/demo")
    prepare(Path(os.environ.get("COLLEGIUM_DATA", "data")))
    execute_from_command_line(sys.argv)


def prepare(data: Path) -> None:
    """Make the data folder and, unless the environment has one, the key that signs cookies."""
    data.mkdir(parents=True, exist_ok=True)
    key = data / "secret.key"
    if not os.environ.get("COLLEGIUM_SECRET_KEY") and not key.exists():
        handle = os.open(key, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w") as file:
            file.write(secrets.token_urlsafe(50) + "\n")
