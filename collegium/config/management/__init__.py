"""The commands that know every app."""
