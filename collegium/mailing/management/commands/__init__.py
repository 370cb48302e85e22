"""The commands of mailing."""
