"""Why an event is refused: codes that a person-facing layer puts into words."""

from enum import StrEnum


class Reason(StrEnum):
    """Every reason there is."""

    ALREADY_HERE = "already_here"
    ALREADY_HOST = "already_host"
    ALREADY_OPEN = "already_open"
    ALREADY_READY = "already_ready"
    ALREADY_SHOWN = "already_shown"
    ALREADY_SIGNED = "already_signed"
    ALREADY_TOGETHER = "already_together"
    CLOSED = "closed"
    ENDED = "ended"
    FIRST_STEP = "first_step"
    FROM_THE_FUTURE = "from_the_future"
    HAND_IS_UP = "hand_is_up"
    HOST_ONLY = "host_only"
    KEEPS_WORDS = "keeps_words"
    LAST_STEP = "last_step"
    MALFORMED = "malformed"
    MISSING = "missing"
    NOT_A_MEMBER = "not_a_member"
    NOT_CARRIED = "not_carried"
    NOT_HERE = "not_here"
    NOT_NOW = "not_now"
    NOT_OPEN = "not_open"
    NOT_PAUSED = "not_paused"
    NOT_TAKEN_HERE = "not_taken_here"
    NOT_YOUR_TURN = "not_your_turn"
    NO_ROUND = "no_round"
    NOTHING_HIDDEN = "nothing_hidden"
    NOTHING_TO_REPLAN = "nothing_to_replan"
    OUT_OF_ORDER = "out_of_order"
    OUT_OF_RANGE = "out_of_range"
    OWNER_LISTENS = "owner_listens"
    OWNER_WRITES = "owner_writes"
    PART_AHEAD = "part_ahead"
    PAUSED = "paused"
    REVEAL_FIRST = "reveal_first"
    ROUND_OVER = "round_over"
    SCRIBE_WRITES = "scribe_writes"
    STEPS_LEFT = "steps_left"
    STILL_WRITING = "still_writing"
    TOO_LONG = "too_long"
    TOO_MANY = "too_many"
    TOO_MANY_VOTES = "too_many_votes"
    UNKNOWN = "unknown"


class Refused(Exception):  # noqa: N818 - a refusal is an answer, not a fault of the program
    """An event that changes nothing; `field` names the entry's part that is to blame."""

    def __init__(self, reason: Reason, field: str = "") -> None:
        super().__init__(f"{reason}: {field}" if field else str(reason))
        self.reason = reason
        self.field = field
