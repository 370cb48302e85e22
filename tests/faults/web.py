"""The web server of `collegium serve`, without a worker: python -m tests.faults.web PORT"""

import sys
from contextlib import nullcontext

import django


def main(port: int) -> None:
    django.setup()

    from collegium.config import serving
    from collegium.config.command import close_pools

    vars(serving)["worker_beside"] = nullcontext
    try:
        serving.serve(serving.listener(host="127.0.0.1", port=port))
    finally:
        close_pools()


if __name__ == "__main__":
    main(int(sys.argv[1]))
