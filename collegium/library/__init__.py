"""Stories let out of a group on purpose, and techniques worth trying."""
