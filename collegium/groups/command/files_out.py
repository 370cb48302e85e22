"""Files are written beside their place and moved there whole, or not at all."""

import os
import tempfile
from collections.abc import Mapping
from pathlib import Path

from django.utils.translation import gettext as _

from collegium.groups.command.mistakes import Mistakes, each


def refuse_places(outputs: Mapping[str, Path], inputs: Mapping[str, Path]) -> None:
    """Raise `Mistakes` where an output cannot be written or would overwrite what is read."""
    taken: dict[Path, str] = {path.resolve(): option for option, path in inputs.items()}

    def look(option: str) -> None:
        path = outputs[option]
        if path.is_dir() or not path.parent.is_dir():
            raise Mistakes(
                _("%(option)s: %(file)s cannot be written, there is no such folder or it is one.")
                % {"option": option, "file": path}
            )
        if not os.access(path.parent, os.W_OK):
            raise Mistakes(
                _("%(option)s: the folder of %(file)s cannot be written to.")
                % {"option": option, "file": path}
            )
        if (other := taken.setdefault(path.resolve(), option)) != option:
            raise Mistakes(
                _("%(option)s and %(other)s name the same file: %(file)s. Choose another one.")
                % {"option": option, "other": other, "file": path}
            )

    each(outputs, look)


def write_whole(contents: Mapping[Path, bytes]) -> None:
    """Write all of these files; when one cannot be written, none is changed. Raises `Mistakes`."""
    beside: dict[Path, Path] = {}
    try:
        for path, content in contents.items():
            beside[path] = _written_beside(path, content)
        for path, fresh in beside.items():
            fresh.replace(path)
    except OSError as error:
        raise Mistakes(
            _("%(file)s could not be written: %(why)s. Nothing was changed.")
            % {"file": error.filename or "", "why": error.strerror}
        ) from None
    finally:
        for fresh in beside.values():
            fresh.unlink(missing_ok=True)


def _written_beside(path: Path, content: bytes) -> Path:
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    fresh = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        fresh.chmod(path.stat().st_mode if path.exists() else 0o644)
    except BaseException:
        fresh.unlink(missing_ok=True)
        raise
    return fresh
