"""The master key in two halves for two persons: together they give it back, one alone says nothing.

The first half is random, the second is the key exclusive-or the first.
"""

import base64
import os
import zlib
from pathlib import Path

from collegium.vault.master import MasterKey
from collegium.vault.sealing import KEY_BYTES, VaultError

HEAD = "Collegium master key, half"
GROUP = 4  # letters; so that a half can be read out and typed


def halves(key: MasterKey) -> tuple[str, str]:
    """Two texts, to be kept by two persons in two places."""
    first = os.urandom(KEY_BYTES)
    second = _either(key.material, first)
    return _sheet(1, first, key), _sheet(2, second, key)


def joined(first: str, second: str) -> MasterKey:
    """The master key out of its halves, in any order.

    Raises `VaultError` for one that was mistyped, both the same, or halves of two keys.
    """
    (number, mine, mark), (other, theirs, its) = _read(first), _read(second)
    if {number, other} != {1, 2}:
        raise VaultError("These are two copies of one half; the other one is needed.")
    key = MasterKey(_either(mine, theirs))
    if not mark == its == key.mark:
        raise VaultError("These halves belong to different master keys.")
    return key


def write_half(path: Path, text: str) -> None:
    """Write a half to a new file that only its owner reads; raises FileExistsError."""
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w") as file:
        file.write(text)


def _sheet(number: int, half: bytes, key: MasterKey) -> str:
    body = bytes([number]) + key.mark + half
    letters = base64.b32encode(body + zlib.crc32(body).to_bytes(4)).decode().rstrip("=")
    groups = [letters[at : at + GROUP] for at in range(0, len(letters), GROUP)]
    lines = (" ".join(groups[at : at + 6]) for at in range(0, len(groups), 6))
    return f"{HEAD} {number} of 2, for key {key.mark.hex()}\n" + "\n".join(lines) + "\n"


def _read(text: str) -> tuple[int, bytes, bytes]:
    """Which half, its bytes, and the mark of its key."""
    lines = [line for line in text.strip().splitlines() if not line.startswith(HEAD)]
    letters = "".join("".join(lines).split()).upper()
    try:
        body = base64.b32decode(letters + "=" * (-len(letters) % 8))
    except ValueError:
        body = b""
    content, check = body[:-4], body[-4:]
    if len(content) != 1 + 8 + KEY_BYTES or zlib.crc32(content).to_bytes(4) != check:
        raise VaultError("This half was not read right: a letter is missing or another one.")
    return content[0], content[9:], content[1:9]


def _either(one: bytes, other: bytes) -> bytes:
    return bytes(a ^ b for a, b in zip(one, other, strict=True))
