"""Live sessions under load: how long until what one person does is on all six screens.

Run `python -m benchmarks.bench_live`, or `make bench-live`. Groups of six; everybody acts every
five seconds; each act is stored and delivered to all six. The server runs in its own process on
a new data folder, SQLite unless DATABASE_URL names a PostgreSQL. Then the same load goes through
the least that can be done, an echo in Starlette that stores, checks and draws nothing.
"""

import argparse
import asyncio
import base64
import json
import os
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import uvloop

from benchmarks.live.crowd import Rooms, Seen, crowd, measured
from tests.ports import free_port

WARM_UP = 10.0  # seconds of acting that are not counted
WORLD = (
    "import sys, django; django.setup(); from benchmarks.live.world import main; "
    "main(int(sys.argv[1]))"
)
TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True)
class Line:
    """One line of the table."""

    name: str
    people: int
    seen: Seen
    kilobytes: float
    cpu: float
    generator: float
    seconds: float

    @property
    def p99(self) -> float:
        """Return the delay in milliseconds that one in a hundred exceeds."""
        return self._quantile(0.99)

    @property
    def p50(self) -> float:
        """Return the median of the delays in milliseconds."""
        return self._quantile(0.5)

    def _quantile(self, share: float) -> float:
        delays = self.seen.delays
        return delays[int(len(delays) * share)] * 1000 if delays else float("inf")

    def __str__(self) -> str:
        delivered = len(self.seen.delays) / max(self.seen.wanted, 1)
        return (
            f"{self.name:12}  {self.people:6}  {self.p50:8.1f}  {self.p99:8.1f}  {delivered:9.3%}  "
            f"{self.kilobytes:9.1f}  {self.cpu:9.0%}  {self.generator:9.0%}  "
            f"{self.seen.refused:7}  {self.seen.lost:4}"
        )


HEAD = (
    "server        people    p50 ms    p99 ms  delivered  KB/socket  server CPU  generator"
    "  refused  lost"
)


def main() -> None:
    """Measure, print two lines and their ratio."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--people", type=int, default=2400)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--processes", type=int, default=1)
    parser.add_argument("--apart", action="store_true", help="each member at another process")
    parser.add_argument("--in-step", action="store_true", help="all show their cards within 10 s")
    parser.add_argument("--echo", action=argparse.BooleanOptionalAction, default=True)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="collegium-bench-") as folder:
        environment = _environment(Path(folder))
        rooms = _world(environment, asked.people)
        print(HEAD)
        with ExitStack() as stack:
            started = [stack.enter_context(_site(environment)) for _ in range(asked.processes)]
            ours = _measure("collegium", rooms, started, asked, echo=False)
        print(ours, flush=True)
        if asked.echo:
            with _echo() as running:
                bare = _measure("bare echo", rooms, [running], asked, echo=True)
            print(bare)
            print(
                f"ratio         p50 {ours.p50 / bare.p50:.1f}, p99 {ours.p99 / bare.p99:.1f}, "
                f"CPU {ours.cpu / bare.cpu:.1f}"
            )


def _environment(folder: Path) -> dict[str, str]:
    return {
        **os.environ,
        "COLLEGIUM_DATA": str(folder),
        "COLLEGIUM_SECRET_KEY": "only-for-measuring",
        "COLLEGIUM_MASTER_KEY": base64.b64encode(bytes(32)).decode(),
        "COLLEGIUM_DEMO": "0",
        "DJANGO_SETTINGS_MODULE": "collegium.config.settings",
    }


def _world(environment: dict[str, str], people: int) -> Rooms:
    done = subprocess.run(  # noqa: S603 - our own interpreter
        [sys.executable, "-c", WORLD, str(people)],
        env=environment,
        check=True,
        stdout=subprocess.PIPE,
    )
    built: Rooms = json.loads(done.stdout)
    return built


type Running = tuple[int, int]  # its process and its port


@contextmanager
def _site(environment: dict[str, str]) -> Iterator[Running]:
    port = free_port()
    command = ["-m", "collegium", "serve", "--port", str(port)]
    with _process(command, environment, port) as running:
        yield running


@contextmanager
def _echo() -> Iterator[Running]:
    port = free_port()
    command = [
        *("-m", "uvicorn", "benchmarks.live.echo:application", "--port", str(port)),
        *("--ws", "websockets-sansio", "--ws-per-message-deflate", "false"),
        *("--log-level", "warning", "--no-access-log"),
    ]
    with _process(command, dict(os.environ), port) as running:
        yield running


@contextmanager
def _process(command: list[str], environment: dict[str, str], port: int) -> Iterator[Running]:
    process = subprocess.Popen(  # noqa: S603 - our own interpreter
        [sys.executable, *command], env=environment, stdout=subprocess.DEVNULL
    )
    try:
        _wait_for(port)
        yield process.pid, port
    finally:
        process.terminate()
        process.wait(timeout=30)


def _wait_for(port: int) -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=5).close()
        except urllib.error.HTTPError:
            return
        except OSError:
            time.sleep(0.2)
        else:
            return
    raise SystemExit("the server did not start")


def _measure(
    name: str, rooms: Rooms, started: list[Running], asked: argparse.Namespace, *, echo: bool
) -> Line:
    seconds: float = asked.seconds
    empty = sum(_memory(pid) for pid, _ in started)
    used: dict[str, float] = {}

    async def run() -> Seen:
        ready = asyncio.Event()
        ports = [port for _, port in started]
        work = asyncio.create_task(
            crowd(
                rooms,
                ports,
                apart=asked.apart,
                in_step=asked.in_step,
                seconds=seconds,
                echo=echo,
                ready=ready,
            )
        )
        await ready.wait()
        used["from"] = time.monotonic()
        before, own = sum(_cpu(pid) for pid, _ in started), time.process_time()
        await asyncio.sleep(seconds)
        used["seconds"] = time.monotonic() - used["from"]
        used["cpu"] = sum(_cpu(pid) for pid, _ in started) - before
        used["own"] = time.process_time() - own
        used["memory"] = sum(_memory(pid) for pid, _ in started) - empty
        return measured(await work, after=used["from"] + min(WARM_UP, seconds / 3))

    seen = uvloop.run(run())
    people = sum(len(cookies) for room in rooms if isinstance(cookies := room["cookies"], list))
    return Line(
        name=name,
        people=people,
        seen=seen,
        kilobytes=used["memory"] / 1024 / people,
        cpu=used["cpu"] / used["seconds"],
        generator=used["own"] / used["seconds"],
        seconds=seconds,
    )


def _memory(pid: int) -> int:
    status = Path(f"/proc/{pid}/status").read_text(encoding="ascii")
    return int(status.split("VmRSS:")[1].split()[0]) * 1024


def _cpu(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / TICKS


if __name__ == "__main__":
    main()
