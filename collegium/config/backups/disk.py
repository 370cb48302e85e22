"""What must survive a power cut."""

import os
from pathlib import Path


def on_disk(path: Path) -> None:
    """Have a file, or the names in a folder, written down before going on."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
