"""What people do in the library. Repeating a verb changes nothing."""

from collegium.library.actions.stories import (
    Obstacle,
    ObstacleError,
    answer,
    answer_outside,
    ask_consent,
    change_story,
    let_out,
    withdraw,
    write_story,
)

__all__ = [
    "Obstacle",
    "ObstacleError",
    "answer",
    "answer_outside",
    "ask_consent",
    "change_story",
    "let_out",
    "withdraw",
    "write_story",
]
