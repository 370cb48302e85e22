"""Reads of the library. Drafts are reached through a room only."""
