"""Members' own calendars: asking them, and reading when somebody is busy and nothing else."""
