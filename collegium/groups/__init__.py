"""Programmes, challenges, groups and their cycles; composing and agreements."""
