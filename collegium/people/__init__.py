"""Organisations, the people on their rosters, sign-in, and who may do what."""
