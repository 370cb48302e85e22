"""Copies of large frozen things in which little is different."""

from typing import TYPE_CHECKING

__all__ = ["altered"]

if TYPE_CHECKING:  # it takes what `replace` does
    from dataclasses import replace as altered
else:

    def altered(frozen: object, **parts: object) -> object:
        """Return a frozen dataclass without slots with other `parts`, as `replace` does.

        A state and a view have more than thirty parts of which few change at a time. `replace`
        sets each by itself; a dictionary is copied at once, in a fraction of the time.
        """
        other = object.__new__(type(frozen))
        other.__dict__.update(frozen.__dict__, **parts)
        return other
