"""Reads: the only way that the people pages reach a row, so access is decided here."""

from collegium.people.queries.imports import Preview, preview, standing_people, upload_in
from collegium.people.queries.rhythm import WorkingHours, away, wishes_of, working_hours
from collegium.people.queries.roster import RosterFilter, person_in, roster, roster_choices

__all__ = [
    "Preview",
    "RosterFilter",
    "WorkingHours",
    "away",
    "person_in",
    "preview",
    "roster",
    "roster_choices",
    "standing_people",
    "upload_in",
    "wishes_of",
    "working_hours",
]
