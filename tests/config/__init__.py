"""The package that knows all others."""
