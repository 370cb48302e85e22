"""Reads of a group's memory, for its members only. Every one starts from a room or a hand."""
