"""Reads of practice. Who may read a log entry is decided in `visible`, and nowhere else."""

from collegium.practice.queries.reminders import Reminder, due_reminders
from collegium.practice.queries.standing import Standing, standing, standings

__all__ = ["Reminder", "Standing", "due_reminders", "standing", "standings"]
