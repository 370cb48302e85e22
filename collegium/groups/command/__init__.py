"""`collegium compose`: a roster file in, groups and a report out; no database, no settings."""
