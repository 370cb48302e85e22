"""Giving memory back that a large file took for a moment."""

import ctypes
from contextlib import suppress

_MMAP_THRESHOLD = -3  # glibc's number for it
_LARGE = 1024 * 1024


def give_back_large_blocks() -> None:
    """Let blocks of a megabyte or more go back to the system as soon as they are free.

    By itself glibc stops doing so after the first one, and a process stays as large as it once was.
    Other C libraries have no such knob and are left alone.
    """
    with suppress(OSError, AttributeError):
        ctypes.CDLL(None).mallopt(_MMAP_THRESHOLD, _LARGE)
