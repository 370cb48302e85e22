"""Playbooks in words: what their codes mean to people."""
