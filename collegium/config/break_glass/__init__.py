"""Opening a group's words on the server: by two persons, with a reason, told to the group first.

Whoever controls the server could do it anyway. This is the way that leaves traces.
"""

from collegium.config.break_glass.breaking import Refused, Talk, Wish, break_glass

__all__ = ["Refused", "Talk", "Wish", "break_glass"]
