"""Pages of programmes and groups."""
