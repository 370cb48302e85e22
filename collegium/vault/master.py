"""The master keys: where they come from, and which of them opens what.

A source holds one key or several, apart by spaces or lines. The first wraps, all of them open, so
that a new one can take over while Collegium runs. What follows a # in a line is a remark.
"""

import base64
import binascii
import hmac
import os
import subprocess
import time
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

from collegium.vault.haste import take_time
from collegium.vault.sealing import KEY_BYTES, NONCE_BYTES, VaultError

MARK_BYTES = 8
UPCOMING = "# next"
ANSWERS_WITHIN = 20.0  # seconds that a command has
ASKED_AGAIN_AFTER = 60.0  # seconds until a command whose keys do not fit is asked anew


@dataclass(frozen=True, slots=True, repr=False)
class MasterKey:
    """A key that wraps the keys of groups. It never shows itself."""

    material: bytes

    def __repr__(self) -> str:
        return f"MasterKey({self.mark.hex()})"

    @property
    def mark(self) -> bytes:
        """What tells it from others and says nothing of it."""
        return hmac.digest(self.material, b"collegium master key", "sha256")[:MARK_BYTES]

    def wrap(self, key: bytes, *, scope: UUID) -> bytes:
        """Wrap the key of a scope, bound to it."""
        nonce = os.urandom(NONCE_BYTES)
        return nonce + AESGCM(self.material).encrypt(nonce, key, scope.bytes)

    def unwrap(self, wrapped: bytes, *, scope: UUID) -> bytes | None:
        """The key of a scope; None where another master key wrapped it."""
        nonce, body = wrapped[:NONCE_BYTES], wrapped[NONCE_BYTES:]
        try:
            return AESGCM(self.material).decrypt(nonce, body, scope.bytes)
        except InvalidTag:
            return None


def master_keys() -> tuple[MasterKey, ...]:
    """The keys of this installation; raises `VaultError` where there is none or one is broken."""
    return parse(_text())


def unwrap(wrapped: bytes, mark: bytes, *, scope: UUID) -> bytes:
    """The key of a scope, by whichever master key wrapped it.

    `mark` is that key's, empty in rows of before marks. Raises `VaultError` where none fits.
    """
    found = _by_any(master_keys(), wrapped, mark, scope)
    if found is None and _ask_again():
        found = _by_any(master_keys(), wrapped, mark, scope)
    if found is None:
        raise VaultError("The master key does not fit: keys were wrapped with another one.")
    return found


def new_master_key() -> MasterKey:
    """A fresh one."""
    return MasterKey(os.urandom(KEY_BYTES))


def written(keys: tuple[MasterKey, ...], *, upcoming: MasterKey | None = None) -> str:
    """Keys as a source holds them, at the end the one that is to take over."""
    lines = [base64.b64encode(key.material).decode() for key in keys]
    if upcoming is not None:
        lines.append(f"{base64.b64encode(upcoming.material).decode()} {UPCOMING}")
    return "\n".join(lines) + "\n"


def upcoming_in(text: str) -> MasterKey | None:
    """The key that is to take over, if there is one."""
    lines = (line for line in text.splitlines() if UPCOMING in line)
    return next((parse(line)[0] for line in lines), None)


def source() -> str:
    """The setting that the keys come from."""
    if settings.VAULT_MASTER_KEY:
        return "COLLEGIUM_MASTER_KEY"
    return "COLLEGIUM_MASTER_KEY_COMMAND" if settings.VAULT_MASTER_KEY_COMMAND else str(key_file())


def key_file() -> Path | None:
    """The file that the keys stand in, if they come from one."""
    if settings.VAULT_MASTER_KEY or settings.VAULT_MASTER_KEY_COMMAND:
        return None
    path: Path | None = settings.VAULT_MASTER_KEY_FILE
    return path


def write_key_file(path: Path, text: str, *, replace: bool = False) -> None:
    """Write keys to a file that only its owner reads, whole or not at all.

    A file that is replaced keeps its owner. Raises FileExistsError where one stands there and is
    not to be replaced.
    """
    path = path.resolve()  # a link stays one
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(handle, "w") as file:
            if replace:
                before = path.stat()
                os.fchown(file.fileno(), before.st_uid, before.st_gid)
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        if replace:
            beside.replace(path)
        else:
            os.link(beside, path)
    finally:
        beside.unlink(missing_ok=True)
    folder = os.open(path.parent, os.O_RDONLY)
    os.fsync(folder)
    os.close(folder)


@lru_cache(maxsize=4)
def parse(text: str) -> tuple[MasterKey, ...]:
    """The keys in a text; raises `VaultError` where there is none or one is broken."""
    words = [word for line in text.splitlines() for word in line.partition("#")[0].split()]
    if not words:
        raise VaultError(
            "There is no master key. Set COLLEGIUM_MASTER_KEY, COLLEGIUM_MASTER_KEY_COMMAND to a "
            "command that prints it, or COLLEGIUM_MASTER_KEY_FILE to a file that holds it."
        )
    return tuple(MasterKey(_decoded(word)) for word in words)


def _decoded(word: str) -> bytes:
    try:
        key = base64.b64decode(word, validate=True)
    except binascii.Error:
        key = b""
    if len(key) != KEY_BYTES:
        raise VaultError("The master key must be 32 bytes in base64.")
    return key


def _by_any(keys: tuple[MasterKey, ...], wrapped: bytes, mark: bytes, scope: UUID) -> bytes | None:
    fitting = (key for key in keys if mark in (b"", key.mark))
    return next(
        (found for key in fitting if (found := key.unwrap(wrapped, scope=scope)) is not None), None
    )


def _text() -> str:
    if settings.VAULT_MASTER_KEY:
        text: str = settings.VAULT_MASTER_KEY
        return text
    if settings.VAULT_MASTER_KEY_COMMAND:
        return _printed(settings.VAULT_MASTER_KEY_COMMAND)[0]
    path = key_file()
    return path.read_text() if path is not None and path.exists() else ""


@lru_cache(maxsize=1)
def _printed(command: str) -> tuple[str, float]:
    """What the command says, once in the life of a process, and when it was asked.

    Its words on the error output are the operator's; what it printed never enters a message.
    """
    take_time()
    try:
        done = subprocess.run(  # noqa: S602 - the operator's own command, as they wrote it
            command, shell=True, stdout=subprocess.PIPE, timeout=ANSWERS_WITHIN, check=False
        )
    except subprocess.TimeoutExpired:
        raise VaultError(
            f"COLLEGIUM_MASTER_KEY_COMMAND gave no key within {ANSWERS_WITHIN:.0f} seconds."
        ) from None
    if done.returncode != 0:
        raise VaultError(f"COLLEGIUM_MASTER_KEY_COMMAND failed with code {done.returncode}.")
    return done.stdout.decode("ascii", "replace"), time.monotonic()


def _ask_again() -> bool:
    """Whether a command was asked anew: its keys may have been changed since."""
    command: str = settings.VAULT_MASTER_KEY_COMMAND
    if settings.VAULT_MASTER_KEY or not command:
        return False
    if time.monotonic() - _printed(command)[1] < ASKED_AGAIN_AFTER:
        return False
    take_time()
    _printed.cache_clear()
    return True
