"""Collegium: peer learning groups for the people who lead others."""

__version__ = "0.1.0"
