"""Reads of mailing: what is due, what failed, what the demo would have sent."""
