"""Backups of both databases while they are in use, each in a folder of its own, and back again."""
