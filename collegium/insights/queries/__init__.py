"""Reads of insights. What leaves here has passed the publication gate."""
