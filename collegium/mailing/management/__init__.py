"""Mailing on the command line."""
