"""Looking round in the databases of this process's settings: python -m tests.faults.looking

Reads from its input, as JSON, what was acknowledged, and answers with what is not as it must be.
"""

import json
import subprocess
import sys
from collections.abc import Mapping, Sequence

ITSELF = "tests.faults.looking"


def looked(
    environment: Mapping[str, str], acknowledged: Sequence[Sequence[object]] = ()
) -> list[str]:
    """What another process finds broken, whose settings come from this environment."""
    done = subprocess.run(
        [sys.executable, "-m", ITSELF],
        env={**environment, "DJANGO_SETTINGS_MODULE": "collegium.config.settings"},
        input=json.dumps(acknowledged),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    found: list[str] = json.loads(done.stdout)
    return found


def main() -> None:
    import django

    django.setup()

    from collegium.config.command import close_pools
    from tests.faults.invariants import broken

    print(json.dumps(broken(json.load(sys.stdin))))  # noqa: T201 - its answer
    close_pools()


if __name__ == "__main__":
    main()
