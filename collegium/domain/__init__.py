"""Plain Python: the rules of groups, sessions, rhythm and evidence. No Django, clock or I/O."""
