"""What a group's own years show: what it keeps coming back to, what became of plans, what was left.

Plain sentences in, plain decisions out. How near sentences are is told by whoever asks
(`Nearness`), so that the same rules hold by words and by meaning.
"""

from collegium.domain.memory.anniversary import Remembered, a_year_ago
from collegium.domain.memory.fates import Fate, Trace, became
from collegium.domain.memory.left_open import Idea, left_open
from collegium.domain.memory.sayings import Near, Nearness, Saying
from collegium.domain.memory.themes import Theme, themes

__all__ = [
    "Fate",
    "Idea",
    "Near",
    "Nearness",
    "Remembered",
    "Saying",
    "Theme",
    "Trace",
    "a_year_ago",
    "became",
    "left_open",
    "themes",
]
