"""Template tags of the groups app."""
