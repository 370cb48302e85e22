"""Dates and invitations, and the live session that a playbook leads."""
