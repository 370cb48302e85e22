"""What `serve` does: databases brought up to date, a worker beside the web server."""

import logging
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress

import uvicorn
from django.conf import settings
from django.core.management import CommandError, call_command
from django.utils.translation import gettext as _

from collegium.config.light import LightProtocol
from collegium.config.punctual import PunctualProtocol
from collegium.vault import keyring, master
from collegium.vault.models import WrappedKey
from collegium.vault.sealing import VaultError

logger = logging.getLogger(__name__)

LONGEST_PAUSE = 30.0  # seconds between two starts of a worker that keeps failing
STEADY_AFTER = 60.0  # a worker that ran this long may start again at once
PING_EVERY = 10.0  # seconds; with the next, how long a laptop that vanished unheard seems there
PONG_WITHIN = 15.0


def bring_up_to_date() -> None:
    """Migrate both databases and check the master key, making one on the very first start."""
    # keys first: what is sealed anew on the way needs them
    call_command("migrate", "vault", database="vault", interactive=False, verbosity=0)
    call_command("migrate", interactive=False, verbosity=0)
    path = master.key_file()
    if path and not path.exists() and not WrappedKey.objects.exists():
        with suppress(FileExistsError):
            master.write_key_file(path, master.written((master.new_master_key(),)))
    try:
        keyring.check_master_key()
    except VaultError as error:
        raise CommandError(str(error)) from error


def listener(*, host: str, port: int) -> socket.socket:
    """The socket to serve on; raises `CommandError` where it cannot be had."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family)
    except OSError as error:
        raise CommandError(
            f"Cannot listen on {host}, port {port}: {error.strerror}. Stop what listens there, or "
            "choose another one with --port."
        ) from error


def serve(listening: socket.socket) -> None:
    """Serve pages and live sessions until interrupted."""
    config = uvicorn.Config(
        "collegium.config.asgi:application",
        log_level="warning",
        access_log=False,
        http=PunctualProtocol,
        ws=LightProtocol,
        ws_per_message_deflate=False,
        ws_max_size=65_536,
        ws_ping_interval=PING_EVERY,
        ws_ping_timeout=PONG_WITHIN,
        timeout_graceful_shutdown=5,
        server_header=False,
        proxy_headers=settings.SECURE,
        forwarded_allow_ips=settings.TRUSTED_PROXY,
    )
    with worker_beside(), outlived_signals():
        uvicorn.Server(config).run(sockets=[listening])


@contextmanager
def outlived_signals() -> Iterator[None]:
    """Live on when the server, having stopped for a signal, raises it once more on its way out."""
    names = (signal.SIGINT, signal.SIGTERM)
    before = {name: signal.signal(name, lambda *_: None) for name in names}
    try:
        yield
    finally:
        for name, handler in before.items():
            signal.signal(name, handler)


@contextmanager
def worker_beside() -> Iterator[None]:
    """Keep one worker process running until the block ends."""
    stop = threading.Event()
    keeper = threading.Thread(target=_keep_worker, args=(stop,), daemon=True, name="worker-keeper")
    keeper.start()
    try:
        yield
    finally:
        stop.set()
        keeper.join(timeout=10)


def _keep_worker(stop: threading.Event) -> None:
    pause = 1.0
    while not stop.is_set():
        started = time.monotonic()
        child = subprocess.Popen(  # noqa: S603 - our own interpreter and command
            [sys.executable, "-m", "collegium", "work", "--parent", str(os.getpid())],
            start_new_session=True,  # Ctrl+C is for the keeper, which ends it
        )
        while child.poll() is None and not stop.wait(0.5):
            pass
        if stop.is_set():
            _end(child)
            return
        pause = 1.0 if time.monotonic() - started > STEADY_AFTER else min(pause * 2, LONGEST_PAUSE)
        logger.warning("the worker ended with code %s; next one in %s s", child.returncode, pause)
        stop.wait(pause)


def _end(child: "subprocess.Popen[bytes]") -> None:
    child.terminate()
    try:
        child.wait(timeout=8)
    except subprocess.TimeoutExpired:
        child.kill()


def greeting(address: str) -> str:
    """What the terminal says once the server is about to listen."""
    return _("Collegium is at %(address)s – stop it with Ctrl+C.") % {"address": address}
