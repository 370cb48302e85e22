"""What became of a plan, as far as anybody has said. Never a score, never of a person."""

from dataclasses import dataclass
from enum import StrEnum


class Fate(StrEnum):
    """What became of a plan. The first three are its author's own word."""

    KEPT = "kept"
    CHANGED = "changed"
    LET_GO = "let_go"
    TRIED = "tried"  # others can read that it was
    QUIET = "quiet"  # nothing is known; that says nothing about whoever made it
    RUNNING = "running"  # its month is not over


OWN_WORD = frozenset({Fate.KEPT, Fate.CHANGED, Fate.LET_GO})


@dataclass(frozen=True, slots=True)
class Trace:
    """What there is to read of a plan: by its author's word, in their log, in their report."""

    said: Fate | None = None
    entries: int = 0
    attempts: int = 0
    reported: bool = False
    rewritten: bool = False  # another plan took its place
    is_over: bool = True


def became(trace: Trace) -> Fate:
    """Read a trace. The author's own word counts before everything else."""
    if trace.said in OWN_WORD:
        return trace.said
    if trace.entries or trace.attempts or trace.reported:
        return Fate.TRIED
    if not trace.is_over:
        return Fate.RUNNING
    return Fate.CHANGED if trace.rewritten else Fate.QUIET
